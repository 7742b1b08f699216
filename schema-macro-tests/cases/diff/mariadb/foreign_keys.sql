CREATE TABLE parents (id INT PRIMARY KEY, code INT NOT NULL UNIQUE, other INT);
CREATE TABLE children (id INT PRIMARY KEY, parent_id INT, code INT, FOREIGN KEY (parent_id) REFERENCES parents (id),
    CONSTRAINT by_code FOREIGN KEY (code) REFERENCES parents (code) ON DELETE CASCADE);
CREATE TABLE goes (id INT PRIMARY KEY, child_id INT, FOREIGN KEY (child_id) REFERENCES children (id));
-- to
CREATE TABLE parents (id BIGINT PRIMARY KEY, code INT NOT NULL UNIQUE, other INT, KEY (other));
CREATE TABLE children (id INT PRIMARY KEY, parent_id BIGINT,
    code INT, other INT, FOREIGN KEY (parent_id) REFERENCES parents (id) ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT by_code FOREIGN KEY (code) REFERENCES parents (code) ON DELETE NO ACTION,
    CONSTRAINT to_other FOREIGN KEY of_other (other) REFERENCES parents (other));
CREATE TABLE comes (id INT PRIMARY KEY, child_id INT REFERENCES children (id));
