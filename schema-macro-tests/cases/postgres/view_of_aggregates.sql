CREATE TABLE sales (id int, small smallint, big bigint, price numeric(9,2), rate real, at timestamptz, label varchar(9));
CREATE VIEW totals AS
    SELECT count(*), count(id) AS ids, sum(small) AS small, sum(id) AS ints, sum(big) AS bigs, sum(price) AS prices,
        sum(rate) AS rates, avg(id) AS mean, avg(rate) AS mean_rate, min(at) AS first, max(label) AS last,
        bool_and(id > 1) AS every, array_agg(label) AS labels, string_agg(label, ',') AS joined,
        json_agg(id) AS j, jsonb_object_agg(label, id) AS o, stddev(id) AS s
    FROM sales;
