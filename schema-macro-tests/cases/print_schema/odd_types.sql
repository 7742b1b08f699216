-- Types that Diesel has, has under another name, or does not have.
CREATE TYPE status AS ENUM ('a');
CREATE TYPE "Status2" AS ENUM ('a');
CREATE TYPE "HTTPCode" AS ENUM ('a');
CREATE TYPE "two words" AS ENUM ('a');
CREATE TYPE "say ""hi""" AS ENUM ('a');
CREATE TYPE _underscored AS ENUM ('a');
CREATE TYPE __twice AS ENUM ('a');
CREATE TYPE blob AS ENUM ('a');
CREATE TYPE range AS ENUM ('a');
CREATE TYPE pair AS (a integer, b text);
CREATE TYPE spread AS RANGE (subtype = float8);
CREATE TYPE a_type_with_a_name_of_sixty_three_bytes_which_is_the_longest_o AS ENUM ('a');
CREATE TYPE a_type_with_a_name_of_sixty_bytes_which_breaks_the_line_ab AS ENUM ('a');
CREATE TYPE a_type_with_a_name_of_fifty_nine_bytes_which_just_fits_in_i AS ENUM ('a');
CREATE TYPE a_type_with_a_name_of_some_more_bytes_which_just_fits_here_b AS ENUM ('a');
CREATE SCHEMA other;
CREATE TYPE other.mood AS ENUM ('a');
CREATE TYPE other.a_type_of_another_schema_whose_name_is_long_enough_to_ AS ENUM ('a');
CREATE TYPE other.a_type_of_another_schema_that_fits AS ENUM ('a');
CREATE TYPE other.a_type_of_another_schema_that_fits_a AS ENUM ('a');
CREATE TYPE other.a_type_of_another_schema_that_fits_at AS ENUM ('a');
CREATE TYPE other.a_type_of_another_schema_that_fits_a_l AS ENUM ('a');
CREATE TYPE other.a_type_of_another_schema_that_fits_a_li AS ENUM ('a');
CREATE DOMAIN code AS varchar(20) NOT NULL;
CREATE DOMAIN inner_code AS code;
CREATE DOMAIN list AS integer[];
CREATE DOMAIN state AS status;
CREATE TABLE typed (
    id serial PRIMARY KEY,
    a status NOT NULL, a2 status[], b "Status2", c "HTTPCode", d "two words", e "say ""hi""" NOT NULL,
    f _underscored, f2 _underscored[], g __twice, h blob, i range, j pair, j2 pair[], k spread,
    l a_type_with_a_name_of_sixty_three_bytes_which_is_the_longest_o,
    l2 a_type_with_a_name_of_sixty_three_bytes_which_is_the_longest_o[],
    m a_type_with_a_name_of_sixty_bytes_which_breaks_the_line_ab,
    m2 a_type_with_a_name_of_fifty_nine_bytes_which_just_fits_in_i,
    m3 a_type_with_a_name_of_some_more_bytes_which_just_fits_here_b,
    n other.mood, n2 other.mood[] NOT NULL,
    o other.a_type_of_another_schema_whose_name_is_long_enough_to_,
    o1 other.a_type_of_another_schema_that_fits,
    o3 other.a_type_of_another_schema_that_fits_a, o4 other.a_type_of_another_schema_that_fits_at,
    o5 other.a_type_of_another_schema_that_fits_a_l, o6 other.a_type_of_another_schema_that_fits_a_li,
    p code, p2 code[], q inner_code, q2 inner_code[], r list, r2 list[], s state, s2 state[]
);
CREATE TABLE other.typed (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a status, b other.mood, c varchar(7)[], d char, e "char",
    f other.a_type_of_another_schema_whose_name_is_long_enough_to_,
    o1 other.a_type_of_another_schema_that_fits, o2 public.a_type_with_a_name_of_sixty_bytes_which_breaks_the_line_ab
);
CREATE TABLE builtin (
    id uuid PRIMARY KEY, a point, b box[], c tsvector, d bit, e bit(8), f varbit, g varbit(9), h bpchar, i char(3),
    j varchar, k varchar(3)[], l interval, m timetz, n xml, o name, p "char", q regclass, r int4range, s int4multirange,
    t numeric(10,2)[], u money, v pg_lsn, w macaddr8, x oid, y json, z jsonb, aa bytea, ab float4, ac inet[], ad xid8
);
CREATE TABLE row_typed (id integer PRIMARY KEY, a builtin, b builtin[]);
