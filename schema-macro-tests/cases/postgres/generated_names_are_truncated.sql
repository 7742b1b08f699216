CREATE TABLE a_table_with_a_name_that_is_so_long_that_nothing_else_fits_in_it (
    id serial PRIMARY KEY,
    a_column_with_a_name_that_is_so_long_that_nothing_else_fits_in_i serial UNIQUE CHECK (a_column_with_a_name_that_is_so_long_that_nothing_else_fits_in_i > 0),
    other integer REFERENCES a_table_with_a_name_that_is_so_long_that_nothing_else_fits_in_it,
    UNIQUE (other, a_column_with_a_name_that_is_so_long_that_nothing_else_fits_in_i, id)
);
CREATE TABLE t (a_column_with_a_name_that_is_so_long_that_nothing_else_fits_in_it_and_more integer UNIQUE);
