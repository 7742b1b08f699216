-- error
CREATE DOMAIN d AS int DEFAULT now();
