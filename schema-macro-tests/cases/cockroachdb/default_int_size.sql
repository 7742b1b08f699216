-- https://www.cockroachlabs.com/docs/v26.2/int#considerations-for-64-bit-signed-integers

SET default_int_size = 4;
CREATE TABLE small (id INT PRIMARY KEY, a INTEGER, b INT8);
RESET default_int_size;
CREATE TABLE large (id INT PRIMARY KEY);
