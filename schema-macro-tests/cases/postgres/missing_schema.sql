-- error
CREATE TABLE app.users (id integer PRIMARY KEY);
