SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.a (id integer);
-- error
CREATE TABLE b (id integer);
