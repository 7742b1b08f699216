-- error
COMMIT;
