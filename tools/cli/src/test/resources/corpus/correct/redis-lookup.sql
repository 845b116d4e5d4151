CREATE TABLE clicks (name STRING, happened AS PROCTIME()) WITH ('connector' = 'datagen');
CREATE TABLE users (name STRING, city STRING, PRIMARY KEY (name) NOT ENFORCED) WITH (
  'connector' = 'redis', 'host' = 'localhost'
);
CREATE TABLE results (name STRING, city STRING) WITH ('connector' = 'print');
INSERT INTO results
SELECT c.name, u.city FROM clicks AS c
LEFT JOIN users FOR SYSTEM_TIME AS OF c.happened AS u ON c.name = u.name;
