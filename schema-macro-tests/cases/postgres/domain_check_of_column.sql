-- error
CREATE DOMAIN d AS int CHECK (a > 1);
