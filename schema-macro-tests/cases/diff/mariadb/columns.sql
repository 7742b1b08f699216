CREATE TABLE t (id INT PRIMARY KEY, gone TEXT, stays TEXT, wider VARCHAR(10), narrower BIGINT, parsed TEXT,
    filled INT, emptied INT NOT NULL, made INT DEFAULT 1, unmade INT DEFAULT 1, remade INT DEFAULT 1, said INT,
    small INT UNSIGNED, label ENUM('a', 'b') NOT NULL, flags SET('x', 'y'), changed_at TIMESTAMP NULL, `select` INT);
CREATE TABLE of_other_types (id INT PRIMARY KEY, place DATETIME, name UUID, number INT);
-- to
CREATE TABLE t (id INT PRIMARY KEY, stays TEXT, wider VARCHAR(20), narrower SMALLINT, parsed INT, filled INT NOT NULL,
    emptied INT, made INT DEFAULT 2, unmade INT, remade TEXT DEFAULT 'x', said INT COMMENT 'it''s \\ so',
    small INT UNSIGNED ZEROFILL, label ENUM('b', 'c') NOT NULL DEFAULT 'c', flags SET('x', 'y', 'z'),
    changed_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), `select` BIGINT,
    new TIMESTAMP NOT NULL DEFAULT now(), hidden INT INVISIBLE, id_of UUID, doc JSON);
CREATE TABLE of_other_types (id INT PRIMARY KEY, place POINT, name VARCHAR(36), number UUID);
