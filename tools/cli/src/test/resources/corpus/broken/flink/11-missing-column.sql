-- schema
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE results (id BIGINT) WITH ('connector' = 'print');
INSERT INTO results
SELECT ident
FROM clicks;
