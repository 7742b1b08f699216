-- https://www.cockroachlabs.com/docs/v26.2/keywords-and-identifiers#rules-for-identifiers

CREATE TABLE Users (Id INT PRIMARY KEY, "Name" STRING, "index" INT, "family" STRING(3), ÄHNLICH INT);
