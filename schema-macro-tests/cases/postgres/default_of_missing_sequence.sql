-- error
CREATE TABLE t (id int DEFAULT nextval('missing'));
