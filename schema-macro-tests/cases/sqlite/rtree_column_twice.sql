-- The columns of a virtual table have names of their own, whatever the case of their letters.
CREATE VIRTUAL TABLE spans USING rtree(id, x0, x1, +label TEXT);
-- error
CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1, y0, X1, +label TEXT);
