-- Connections: settings that are written once, and how many connections a job has
--
-- A table without a use of its own holds what all tables of one server have in common; the others are made LIKE it. A stream that
-- several statements read is read once, when they are in one statement set: it feeds two sinks here, and the server counts three
-- connections, one for each subtask that reads or writes. Reading it in two jobs would make it four.

SET 'execution.checkpointing.interval' = '1 s';

CREATE TABLE server (
  `id` BIGINT
) WITH (
  'connector' = 'redis-streams',
  'host'      = '${REDIS_HOST}',
  'port'      = '${REDIS_PORT}'
);

CREATE TABLE numbers WITH ('streams' = 'numbers', 'scan.startup.mode' = 'earliest') LIKE server;

CREATE TABLE odd WITH ('streams' = 'odd', 'scan.bounded.mode' = 'latest') LIKE server;

CREATE TABLE even WITH ('streams' = 'even', 'scan.bounded.mode' = 'latest') LIKE server;

SET 'table.dml-sync' = 'true';

INSERT INTO numbers VALUES (1), (2), (3);

SET 'table.dml-sync' = 'false';

EXECUTE STATEMENT SET
BEGIN
  INSERT INTO odd SELECT `id` FROM numbers WHERE MOD(`id`, 2) = 1;

  INSERT INTO even SELECT `id` FROM numbers WHERE MOD(`id`, 2) = 0;
END;

SET 'execution.runtime-mode' = 'batch';

SELECT SUM(`id`) AS `sum` FROM odd;

SELECT SUM(`id`) AS `sum` FROM even;

--! redis connections
