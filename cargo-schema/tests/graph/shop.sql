-- One key of each sort: needed, optional, of one row at most, of two columns, to its own table.
CREATE TABLE customers (
    id integer PRIMARY KEY,
    email text NOT NULL UNIQUE
);
CREATE TABLE addresses (
    customer_id integer PRIMARY KEY REFERENCES customers (id) ON DELETE CASCADE,
    street varchar(80)
);
CREATE TABLE categories (
    id integer PRIMARY KEY,
    parent_id integer REFERENCES categories (id)
);
COMMENT ON TABLE categories IS 'A tree';
CREATE TABLE products (
    category_id integer NOT NULL REFERENCES categories (id),
    number integer NOT NULL,
    price numeric(10, 2) NOT NULL,
    PRIMARY KEY (category_id, number)
);
CREATE TABLE orders (
    id integer PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers (id),
    gift_for integer REFERENCES customers (id) ON DELETE SET NULL,
    category_id integer NOT NULL,
    product integer NOT NULL,
    FOREIGN KEY (category_id, product) REFERENCES products (category_id, number)
);
