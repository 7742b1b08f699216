-- https://www.cockroachlabs.com/docs/v26.2/postgresql-compatibility#create-domain

-- error
CREATE DOMAIN positive AS INT CHECK (VALUE > 0);
