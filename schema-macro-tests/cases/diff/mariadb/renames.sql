-- rename notes=remarks
-- rename remarks.body=text
-- rename members.phone=phone_number
CREATE TABLE members (id INT AUTO_INCREMENT PRIMARY KEY, phone VARCHAR(20) UNIQUE, CONSTRAINT given CHECK (phone <> ''));
CREATE TABLE notes (id INT PRIMARY KEY, member_id INT REFERENCES members (id), body TEXT, KEY start (body(10)));
-- to
CREATE TABLE members (id INT AUTO_INCREMENT PRIMARY KEY, phone_number VARCHAR(20) UNIQUE,
    CONSTRAINT given CHECK (phone_number <> ''));
CREATE TABLE remarks (id INT PRIMARY KEY, member_id INT REFERENCES members (id), text TEXT, KEY start (text(10)));
