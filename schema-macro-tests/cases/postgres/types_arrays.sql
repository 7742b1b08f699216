CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE a (a text[], b text[3], c text[][], d integer ARRAY, e integer ARRAY[4], f _text, g _int4, h varchar(5)[], i numeric(10,2)[], j timestamp(3) with time zone[],
    k mood[], l "char"[], m character varying[], n pg_catalog._bool, o text[3][4], p int[] NOT NULL DEFAULT '{}');
