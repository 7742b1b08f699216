-- https://www.cockroachlabs.com/docs/v26.2/partitioning

CREATE TABLE t (
    id INT,
    country STRING,
    PRIMARY KEY (country, id)
) PARTITION BY LIST (country) (
    PARTITION north VALUES IN ('CA', 'US'),
    PARTITION rest VALUES IN (DEFAULT)
);
