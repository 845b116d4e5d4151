-- a connector whose jar is not there
-- Source: https://github.com/apache/streampark/issues/4228
CREATE TABLE orders (order_id INT, PRIMARY KEY (order_id) NOT ENFORCED) WITH (
  'connector' = 'mysql-cdc', 'hostname' = 'localhost', 'port' = '3306'
);
