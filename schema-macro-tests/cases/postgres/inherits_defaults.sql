CREATE TABLE plain (a bigint NOT NULL, b text);
CREATE TABLE numbered (a bigserial, b text DEFAULT 'x');
CREATE TABLE later (b text DEFAULT 'y');
CREATE TABLE first_that_has_one () INHERITS (plain, numbered);
CREATE TABLE its_own (b text DEFAULT 'z') INHERITS (numbered, later);
CREATE TABLE none (b text DEFAULT NULL) INHERITS (numbered, later);
CREATE TABLE counts_itself (a bigserial) INHERITS (plain);
CREATE TABLE may_be_null (b text NULL) INHERITS (numbered);
