CREATE TABLE members (
    id SERIAL PRIMARY KEY,
<<<<<<< HEAD
    phone TEXT
=======
    phone_number TEXT
>>>>>>> phone
);
