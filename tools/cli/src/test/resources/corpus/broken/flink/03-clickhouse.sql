-- a connector whose jar is not there
-- Source: https://github.com/itinycheng/flink-connector-clickhouse/issues/80
CREATE TABLE t1 (id INT) WITH (
  'connector' = 'clickhouse', 'url' = 'clickhouse://localhost:8123'
);
SELECT * FROM t1;
