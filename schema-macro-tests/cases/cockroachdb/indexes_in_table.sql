-- https://www.cockroachlabs.com/docs/v26.2/create-table#create-a-table-with-secondary-and-gin-indexes

CREATE TABLE t (
    id INT PRIMARY KEY,
    a INT,
    b STRING,
    c JSONB,
    d STRING,
    INDEX (a),
    INDEX (a),
    INDEX by_b (b DESC, a),
    UNIQUE INDEX (b, a),
    UNIQUE INDEX own_name (d),
    INVERTED INDEX (c),
    INDEX covering (a) STORING (b, d)
);
