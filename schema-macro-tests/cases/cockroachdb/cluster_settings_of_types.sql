-- https://www.cockroachlabs.com/docs/v26.2/set-cluster-setting

-- refused
SET CLUSTER SETTING sql.defaults.default_int_size = 4;
