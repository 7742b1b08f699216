-- rename notes=remarks
-- rename remarks.written=body
-- rename members.phone=phone_number
CREATE TABLE members (id INTEGER PRIMARY KEY, phone VARCHAR(20) UNIQUE CHECK (phone <> ''));
CREATE TABLE notes (id INTEGER PRIMARY KEY, member_id INT REFERENCES members, written TEXT);
CREATE INDEX notes_text ON notes (lower(written));
-- to
CREATE TABLE members (id INTEGER PRIMARY KEY, phone_number VARCHAR(20) UNIQUE CHECK (phone_number <> ''));
CREATE TABLE remarks (id INTEGER PRIMARY KEY, member_id INT REFERENCES members, body TEXT);
CREATE INDEX notes_text ON remarks (lower(body));
