CREATE TABLE a (
    kind text NOT NULL CHECK (kind IN ('a', 'b')), mail text CHECK (mail ~* '^[^@]+@[^@]+$'), b integer CHECK (b BETWEEN 1 AND 5),
    c date, d date, e text CONSTRAINT e_known CHECK (e = ANY (ARRAY['x'::text, 'y'::text])) NOT NULL, CHECK (c IS NULL OR d IS NULL OR c < d),
    CHECK ((kind = 'a') = (b IS NOT NULL)), CONSTRAINT at_least_one CHECK (num_nonnulls(c, d) > 0), f jsonb CHECK (f ? 'key' AND jsonb_typeof(f) = 'object')
);
ALTER TABLE a RENAME COLUMN c TO "from";
ALTER TABLE a DROP COLUMN d;
