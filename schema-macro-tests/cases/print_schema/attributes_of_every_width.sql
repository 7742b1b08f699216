-- At the width where the attribute of a type breaks.
CREATE SCHEMA ab;
CREATE TYPE t58_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE t59_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE t60_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE t61_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE t62_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE t63_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE ab.s40_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE ab.s41_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE ab.s42_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE ab.s43_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE ab.s44_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE ab.s45_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE ab.s46_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE ab.s47_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE ab.s48_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TYPE ab.s49_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AS ENUM ('a');
CREATE TABLE widths (id integer PRIMARY KEY,
    c58 t58_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    c59 t59_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    c60 t60_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    c61 t61_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    c62 t62_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    c63 t63_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d40 ab.s40_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d41 ab.s41_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d42 ab.s42_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d43 ab.s43_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d44 ab.s44_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d45 ab.s45_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d46 ab.s46_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d47 ab.s47_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d48 ab.s48_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d49 ab.s49_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
);
CREATE TABLE ab.widths (id integer PRIMARY KEY,
    c58 t58_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    c59 t59_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    c60 t60_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    c61 t61_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    c62 t62_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    c63 t63_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d40 ab.s40_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d41 ab.s41_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d42 ab.s42_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d43 ab.s43_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d44 ab.s44_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d45 ab.s45_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d46 ab.s46_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d47 ab.s47_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d48 ab.s48_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,
    d49 ab.s49_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
);
