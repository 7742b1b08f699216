BEGIN;
-- error
BEGIN;
