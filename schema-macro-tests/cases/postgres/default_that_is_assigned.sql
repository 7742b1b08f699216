CREATE TABLE t (a int DEFAULT 1.5, b text DEFAULT 1, c smallint DEFAULT 40000, d date DEFAULT now(), e varchar(3) DEFAULT 'long');
