-- rename notes=remarks
-- rename remarks.text=body
-- rename members.phone=phone_number
CREATE TABLE members (id serial PRIMARY KEY, phone varchar(20) UNIQUE, CHECK (phone <> ''));
CREATE TABLE notes (id serial PRIMARY KEY, member_id int REFERENCES members, text text);
CREATE INDEX notes_text ON notes (lower(text));
-- to
CREATE TABLE members (id serial PRIMARY KEY, phone_number varchar(20) UNIQUE, CHECK (phone_number <> ''));
CREATE TABLE remarks (id serial PRIMARY KEY, member_id int REFERENCES members, body text);
CREATE INDEX notes_text ON remarks (lower(body));
