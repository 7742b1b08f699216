CREATE TABLE a (b TINYINT, c INT, d DECIMAL(12,2), e DATE, f BIT(9), g ENUM('x', 'y') CHARACTER SET latin1, h DATETIME(3), i UUID);
ALTER TABLE a ADD KEY (b(1)), ADD UNIQUE (c(4)), ADD KEY (d(6)), ADD KEY (e(3), f(2)), ADD KEY (g(1)), ADD KEY (h(7)), ADD KEY (i(16));
-- error
ALTER TABLE a ADD KEY (c(3));
