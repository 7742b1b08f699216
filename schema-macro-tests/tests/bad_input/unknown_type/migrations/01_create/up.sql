CREATE TABLE loans (
    id SERIAL PRIMARY KEY,
    status loan_status NOT NULL
);
