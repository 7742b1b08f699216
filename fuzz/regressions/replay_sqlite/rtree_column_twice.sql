CREATE VIRTUAL TABLE boxes USING rtree(x1, x0, x1, y0, y1, +label TEXT);
