-- https://www.cockroachlabs.com/docs/v26.2/alter-role#set-default-session-variable-values-for-a-role

-- refused
ALTER ROLE ALL SET default_int_size = 4;
