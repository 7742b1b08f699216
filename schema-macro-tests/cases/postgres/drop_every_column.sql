CREATE TABLE a (b text, c text);
ALTER TABLE a DROP b, DROP c;
CREATE TABLE empty ();
