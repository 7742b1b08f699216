CREATE VIEW v AS VALUES (1, 'one'), (2, 'two');
CREATE VIEW w (n, label) AS SELECT * FROM (VALUES (1, 'x'), (2.5, 'y')) AS t;
CREATE VIEW x AS SELECT k, v FROM (VALUES ('a', now()), ('b', NULL)) AS t (k, v);
