-- Names that would be more than text, in one form or another.
CREATE TABLE "a""b</title><script>&amp;" (
    "end" integer PRIMARY KEY,
    "]]> --> '}' {" "char",
    "two
lines\" timestamp with time zone NOT NULL,
    "%" text[]
);
CREATE TABLE "end" (
    "PK" integer REFERENCES "a""b</title><script>&amp;" ("end"),
    "‮txet" integer
);
COMMENT ON TABLE "end" IS '</text><script>alert(1)</script>';
