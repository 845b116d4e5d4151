-- Rows that name their table go to the default stream of each, which is at-least-once.
CREATE TABLE readings (sensor STRING, target STRING METADATA FROM 'table') WITH (
  'connector' = 'bigquery',
  'table-name' = 'shop.sales.readings',
  'sink.delivery-guarantee' = 'exactly-once'
);
