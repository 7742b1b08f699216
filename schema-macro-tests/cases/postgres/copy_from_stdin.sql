-- client
CREATE TABLE a (id integer, b text);
COPY a FROM stdin;
1	CREATE TABLE b (id integer);
2	it's $$ open
\.
COPY a (id, b) FROM STDIN WITH (FORMAT csv, HEADER);
id,b
3,"two
lines"
\.
ALTER TABLE a ADD c text;
