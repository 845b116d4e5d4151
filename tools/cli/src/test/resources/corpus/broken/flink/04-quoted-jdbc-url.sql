-- quotes inside the URL
-- Source: https://github.com/DataExpert-io/data-engineer-handbook/issues/244
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE processed (id BIGINT) WITH (
  'connector' = 'jdbc',
  'url' = '"jdbc:postgresql://host.docker.internal:5432/postgres"',
  'table-name' = 'processed'
);
INSERT INTO processed SELECT id FROM clicks;
