-- error
ALTER TABLE nosuch ADD COLUMN x;
