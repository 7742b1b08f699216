CREATE TABLE members (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    Name VARCHAR(100) NOT NULL,
    is_active BOOL NOT NULL DEFAULT TRUE,
    level TINYINT,
    age TINYINT UNSIGNED,
    points BIGINT NOT NULL DEFAULT 0,
    weight FLOAT,
    height DOUBLE,
    photo BLOB,
    kind ENUM('adult', 'child') NOT NULL,
    rights SET('read', 'write'),
    born DATE,
    seen DATETIME,
    balance DECIMAL(12,2) NOT NULL
);

CREATE TABLE visits (
    member_id INT UNSIGNED NOT NULL,
    day DATE NOT NULL,
    note LONGTEXT,
    kind ENUM('short', 'long'),
    PRIMARY KEY (member_id, day),
    FOREIGN KEY (member_id) REFERENCES members (id)
);
