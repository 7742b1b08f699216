-- error
CREATE INDEX IF NOT EXISTS i ON nosuch (x);
