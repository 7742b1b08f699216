CREATE TABLE a ( -- a comment; with ) signs
  x TEXT DEFAULT 'it''s; -- no comment', /* one /* not nested */
  y TEXT DEFAULT "a ""string""" -- last
);
/* open to the end; CREATE TABLE b (x);
