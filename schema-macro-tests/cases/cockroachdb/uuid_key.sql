-- https://www.cockroachlabs.com/docs/v26.2/uuid#create-a-table-with-auto-generated-unique-row-ids

CREATE TABLE t (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    name STRING NOT NULL DEFAULT 'nobody',
    at TIMESTAMPTZ DEFAULT now():::TIMESTAMPTZ,
    tags STRING[] DEFAULT ARRAY[]:::STRING[],
    raw BYTES DEFAULT b'\x00',
    CONSTRAINT t_pkey PRIMARY KEY (id ASC)
);
