CREATE TABLE members (id SERIAL PRIMARY KEY);

/* Fines are for later: /* see issue 12 */
CREATE TABLE fines (id SERIAL PRIMARY KEY);
