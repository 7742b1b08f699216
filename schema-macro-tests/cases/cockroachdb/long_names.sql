-- https://www.cockroachlabs.com/docs/v26.2/keywords-and-identifiers
-- Names are not cut.

CREATE TABLE tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt (
    id INT PRIMARY KEY,
    cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc INT UNIQUE
);
