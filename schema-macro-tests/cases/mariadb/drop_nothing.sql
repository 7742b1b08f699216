-- error
DROP TABLE nothing;
