CREATE EXTENSION btree_gist;
CREATE TABLE bookings (room integer, during tstzrange NOT NULL, cancelled boolean,
    EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (NOT cancelled));
ALTER TABLE bookings ADD CONSTRAINT by_room EXCLUDE (room WITH =);
ALTER TABLE bookings DROP COLUMN cancelled CASCADE;
