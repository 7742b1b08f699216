--!filter = { except_tables = ["^rowid$"] }
CREATE TABLE key (abort, action, after, begin, cascade, end, first, if, left, match, of, replace, row, temp, view, with);
CREATE TABLE rowid (rowid TEXT, oid TEXT, _rowid_ TEXT);
