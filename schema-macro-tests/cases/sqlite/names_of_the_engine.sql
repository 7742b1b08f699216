-- error
CREATE TABLE sqlite_things (x);
