-- a connector of another product
-- Source: https://github.com/apache/inlong/issues/11969
CREATE TABLE table_test (id INT) WITH (
  'connector' = 'kafka-inlong', 'topic' = 't', 'format' = 'json'
);
SELECT * FROM table_test;
