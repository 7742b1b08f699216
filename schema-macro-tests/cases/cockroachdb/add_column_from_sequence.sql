-- https://www.cockroachlabs.com/docs/v26.2/alter-table#add-column

CREATE SEQUENCE s;
CREATE TABLE t (id INT PRIMARY KEY DEFAULT nextval('s'));
-- error
ALTER TABLE t ADD COLUMN a INT DEFAULT nextval('s');
