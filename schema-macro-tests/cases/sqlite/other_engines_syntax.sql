-- error
CREATE TABLE a (x TEXT) ENGINE = InnoDB;
