-- error
CREATE TABLE a (b nonsense);
