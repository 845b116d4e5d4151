-- syntax
CREAT TABLE a (id BIGINT) WITH ('connector' = 'print');
