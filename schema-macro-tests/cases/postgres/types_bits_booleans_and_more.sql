CREATE TABLE a (a bit, b bit(8), c bit varying, d bit varying(8), e varbit, f varbit(4), g bool, h boolean, i bytea, j uuid, k json, l jsonb, m xml,
    n inet, o cidr, p macaddr, q macaddr8, r money, s oid, t regclass, u point, v line, w lseg, x box, y path, z polygon, aa circle, ab tsvector,
    ac tsquery, ad int4range, ae tstzrange, af nummultirange, ag pg_lsn, ah jsonpath, ai xid8, aj pg_snapshot);
