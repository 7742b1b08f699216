CREATE TABLE a (
    a timestamp DEFAULT now(), b timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL, c uuid DEFAULT gen_random_uuid(), d integer DEFAULT (1 + 2) * 3,
    e text DEFAULT 'a' || 'b' NOT NULL, f boolean DEFAULT (NOT true), g jsonb DEFAULT '{}'::jsonb NOT NULL, h integer DEFAULT -1 CHECK (h < 5),
    i text DEFAULT CASE WHEN 1 > 0 THEN 'x' ELSE 'y' END UNIQUE, j integer[] DEFAULT ARRAY[1, 2], k interval DEFAULT INTERVAL '1 day',
    l text DEFAULT CURRENT_USER, m date DEFAULT CURRENT_DATE + 7 NOT NULL, n varchar(5) DEFAULT CAST(1 AS varchar(5)), o text DEFAULT NULL,
    p integer DEFAULT length('NOT NULL'), q bit(3) DEFAULT B'101', r bytea DEFAULT '\xff', s double precision DEFAULT 1.5e3, t text COLLATE "C" DEFAULT ('x' COLLATE "C"),
    u timestamp DEFAULT (now() AT TIME ZONE 'utc') NOT NULL, v timestamp DEFAULT timezone('utc', now()), w boolean DEFAULT (1 IN (1, 2)) NOT NULL
);
