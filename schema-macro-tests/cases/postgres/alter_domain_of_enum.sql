CREATE TYPE mood AS ENUM ('good', 'bad');
-- error
ALTER DOMAIN mood OWNER TO CURRENT_USER;
