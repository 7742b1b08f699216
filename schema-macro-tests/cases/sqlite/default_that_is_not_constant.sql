-- error
CREATE TABLE a (a, b DEFAULT (a + 1));
