-- type
CREATE TABLE kv (k STRING, v STRING, PRIMARY KEY (k) NOT ENFORCED) WITH (
  'connector' = 'redis', 'host' = 'localhost', 'sink.ttl' = 'ten minutes'
);
