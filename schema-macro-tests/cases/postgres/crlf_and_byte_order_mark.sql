-- a byte-order mark before, which psql takes and the server itself does not
-- client

CREATE TABLE a (
    id integer, -- a comment
    b text
);
ALTER TABLE a ADD c text;
