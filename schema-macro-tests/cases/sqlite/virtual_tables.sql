CREATE VIRTUAL TABLE docs USING fts5(title, body UNINDEXED, "two words", tokenize = 'porter unicode61', prefix='2 3');
CREATE VIRTUAL TABLE contentless USING fts5(a, b, content='', contentless_delete=1);
CREATE VIRTUAL TABLE external USING fts5(a, content='docs', content_rowid='rowid', columnsize=0);
CREATE VIRTUAL TABLE mail USING fts4(subject, body, tokenize=porter, prefix="2,4");
CREATE VIRTUAL TABLE old USING fts3;
CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1, y0, y1, +label TEXT);
CREATE VIRTUAL TABLE IF NOT EXISTS docs USING fts5(x);
