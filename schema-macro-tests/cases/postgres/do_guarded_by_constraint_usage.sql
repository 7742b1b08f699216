-- Which columns a constraint uses: its own, or those that a foreign key refers to.
CREATE TABLE meetings (id int PRIMARY KEY, held date, CONSTRAINT held_late CHECK (held > '2000-01-01'));
CREATE TABLE minutes (meeting_id int, CONSTRAINT minutes_of FOREIGN KEY (meeting_id) REFERENCES meetings (id));
DO $$ BEGIN
    IF NOT EXISTS (SELECT * FROM information_schema.constraint_column_usage
        WHERE table_name = 'minutes' AND constraint_name = 'minutes_once') THEN
        ALTER TABLE minutes ADD CONSTRAINT minutes_once UNIQUE (meeting_id);
    END IF;
    IF EXISTS (SELECT 1 FROM information_schema.constraint_column_usage
        WHERE table_schema = 'public' AND table_name = 'meetings' AND constraint_name = 'minutes_of') THEN
        ALTER TABLE minutes ADD COLUMN refers_to_meetings int;
    END IF;
    IF EXISTS (SELECT 1 FROM information_schema.constraint_column_usage
        WHERE table_name = 'minutes' AND column_name = 'meeting_id' AND constraint_name = 'minutes_of') THEN
        ALTER TABLE minutes ADD COLUMN not_there int;
    END IF;
    IF EXISTS (SELECT 1 FROM information_schema.constraint_column_usage
        WHERE column_name = 'held' AND constraint_name = 'held_late') THEN
        ALTER TABLE meetings ADD COLUMN checked int;
    END IF;
END $$;
