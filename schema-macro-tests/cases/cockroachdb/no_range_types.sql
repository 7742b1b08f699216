-- https://www.cockroachlabs.com/docs/v26.2/postgresql-compatibility#postgresql-range-types

-- error
CREATE TYPE r AS RANGE (subtype = float8);
