CREATE CATALOG lake WITH ('type' = 'duckdb', 'path' = '/data/lake.duckdb');
