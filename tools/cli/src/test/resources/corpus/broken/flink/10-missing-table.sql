-- schema
CREATE TABLE results (id BIGINT) WITH ('connector' = 'print');
INSERT INTO results SELECT id FROM click;
