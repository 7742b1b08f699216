SAVEPOINT a;
-- error
RELEASE b;
