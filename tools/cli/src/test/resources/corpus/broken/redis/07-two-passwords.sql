-- credentials
CREATE TABLE kv (k STRING, v STRING, PRIMARY KEY (k) NOT ENFORCED) WITH (
  'connector' = 'redis', 'host' = 'localhost',
  'password' = '${REDIS_PASSWORD:-planted-secret-4711}', 'password.file' = '/run/secrets/redis'
);
