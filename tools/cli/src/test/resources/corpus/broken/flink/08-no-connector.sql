-- a table without a connector
-- Source: https://github.com/apache/iceberg/issues/2209
CREATE TABLE transactions (AccountId BIGINT, Amount DOUBLE);
INSERT INTO transactions VALUES (1, 2.5);
