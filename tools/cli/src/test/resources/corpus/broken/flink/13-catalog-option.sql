-- option of a catalog
CREATE CATALOG lake WITH ('type' = 'duckdb', 'pth' = '/data/lake.duckdb');
