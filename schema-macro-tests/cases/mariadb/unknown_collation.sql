-- error
CREATE TABLE t (a varchar(5) COLLATE utf8mb4_0900_ai_ci);
