-- error
DROP TABLE nosuch;
