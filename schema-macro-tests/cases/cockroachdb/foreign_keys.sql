-- https://www.cockroachlabs.com/docs/v26.2/foreign-key#rules-for-creating-foreign-keys
-- Integers of any width go together.

CREATE TABLE p (id UUID PRIMARY KEY, a INT4, b INT, UNIQUE (a, b), UNIQUE INDEX (b));
CREATE TABLE t (
    id INT PRIMARY KEY,
    p UUID NOT NULL REFERENCES p ON DELETE CASCADE ON UPDATE SET NULL,
    a INT8,
    b INT2,
    c INT CONSTRAINT own REFERENCES p (b),
    FOREIGN KEY (a, b) REFERENCES p (a, b) MATCH FULL,
    INDEX (p)
);
ALTER TABLE t ADD FOREIGN KEY (c) REFERENCES p (b);
ALTER TABLE t ADD FOREIGN KEY (c) REFERENCES p (b);
