CREATE TYPE pair AS (af macaddr8, af nummultirange);
CREATE TABLE pairs OF pair;
