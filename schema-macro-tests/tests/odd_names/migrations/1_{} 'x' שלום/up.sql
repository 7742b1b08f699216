-- Names that would be more than names, in Rust or in a message.
CREATE TYPE "state ‮""x"" {}" AS ENUM ('open', 'a"b', '{}', '*/ }', 'two
lines', '2fa', '\', '‮x[31m');

CREATE TABLE "a{b}" (
    id integer PRIMARY KEY,
    "a-b" integer NOT NULL,
    "2fa" text,
    "{}" boolean,
    "*/ } fn main() {" text NOT NULL DEFAULT '*/ }',
    "say ""hi"" \ #" text,
    "two
lines" text NOT NULL,
    "‮txet [31m" "state ‮""x"" {}" NOT NULL,
    "m²" integer,
    type text,
    __x text,
    "a_b_" integer
);
COMMENT ON TABLE "a{b}" IS '*/ } fn main() { /* ```
panic!()
``` {} "# ‮[31m';
COMMENT ON COLUMN "a{b}"."a-b" IS '"#] pub struct X; {}
 //';

-- In Rust these would be one.
CREATE TABLE "x-y" (id integer PRIMARY KEY);
CREATE TABLE x_y (id integer PRIMARY KEY);
CREATE TABLE twins (id integer PRIMARY KEY, "c-d" integer, c_d integer);
CREATE TYPE "one-two" AS ENUM ('a');
CREATE TYPE one_two AS ENUM ('a');
CREATE TABLE twin_types (id integer PRIMARY KEY, a "one-two", b one_two);

-- In Rust this is none.
CREATE TYPE "2fa" AS ENUM ('sms', 'totp');
CREATE TABLE logins (id integer PRIMARY KEY, kind "2fa" NOT NULL);

-- What is no more.
CREATE TABLE "gone {}" (id integer PRIMARY KEY);
DROP TABLE "gone {}";

-- A name as the macros could have for something of theirs.
CREATE TABLE "Text" (id integer PRIMARY KEY);
