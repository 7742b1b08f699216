-- error
ALTER TABLE nothing ADD a int;
