CREATE TABLE a (id INT, `Order` INT, CHECK (`order` > 1 OR id IS NOT NULL));
-- error
ALTER TABLE a ADD CHECK (`User` IS NOT NULL AND `Interval` > 1);
