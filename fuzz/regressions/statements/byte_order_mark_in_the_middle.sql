
﻿-- a byte-order mark before, which psql takes and the server itself CHECK not
-- client

CREATE TABLE a (
    id integer, -- a comment
    b text
);