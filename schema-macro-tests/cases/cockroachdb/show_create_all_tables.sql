-- https://www.cockroachlabs.com/docs/v26.2/show-create
-- What SHOW CREATE ALL TABLES prints can be replayed.

CREATE TABLE public.users (
	id UUID NOT NULL DEFAULT gen_random_uuid(),
	city VARCHAR NOT NULL,
	name VARCHAR NULL,
	crdb_internal_name_shard_4 INT8 NOT VISIBLE NOT NULL AS (mod(fnv32(md5(crdb_internal.datums_to_bytes(name))), 4:::INT8)) VIRTUAL,
	CONSTRAINT users_pkey PRIMARY KEY (city ASC, id ASC),
	UNIQUE INDEX users_name_key (name ASC) STORING (city),
	INDEX by_name (name ASC) USING HASH WITH (bucket_count=4),
	FAMILY "primary" (id, city, name)
) WITH (schema_locked = true);
CREATE TABLE public.rides (
	a INT8 NULL,
	rowid INT8 NOT VISIBLE NOT NULL DEFAULT unique_rowid(),
	u_city VARCHAR NULL,
	u UUID NULL,
	CONSTRAINT rides_pkey PRIMARY KEY (rowid ASC),
	CONSTRAINT check_a CHECK (a > 0:::INT8)
);
ALTER TABLE public.rides ADD CONSTRAINT rides_u_fkey FOREIGN KEY (u_city, u) REFERENCES public.users(city, id) NOT VALID;
-- Validate foreign key constraints. These can fail if there was unvalidated data during the SHOW CREATE ALL TABLES
ALTER TABLE public.rides VALIDATE CONSTRAINT rides_u_fkey;
