-- https://www.cockroachlabs.com/docs/v26.2/data-types#supported-types

CREATE TABLE t (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    a JSON,
    b JSONB,
    c INET,
    d BOOL,
    e BOOLEAN,
    f TSVECTOR,
    g TSQUERY,
    h CITEXT,
    i LTREE,
    j VECTOR(3),
    k GEOMETRY(POINT, 4326),
    l GEOGRAPHY,
    m BOX2D
);
