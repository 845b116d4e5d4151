"""Kafka to Redis Streams from Python: tables by DDL, a map in Python between them, streams and tables in both directions.

The first argument is a folder with the SQL jars of the connectors. KAFKA_BOOTSTRAP_SERVERS, REDIS_HOST and REDIS_PORT say where the
systems are. Prints what has arrived in Redis, a line for each entry.
"""

import os
import sys
from pathlib import Path

from pyflink.common import Row, Types
from pyflink.datastream import StreamExecutionEnvironment
from pyflink.table import EnvironmentSettings, StreamTableEnvironment, TableEnvironment

READINGS = [("s1", 20.0), ("s2", 30.5), ("s1", -40.0)]
READING = Types.ROW_NAMED(["sensor", "celsius"], [Types.STRING(), Types.DOUBLE()])
CONVERTED = Types.ROW_NAMED(["sensor", "fahrenheit"], [Types.STRING(), Types.DOUBLE()])

KAFKA_TABLE = """
    CREATE TABLE readings (sensor STRING, celsius DOUBLE) WITH (
      'connector' = 'kafka',
      'properties.bootstrap.servers' = '{KAFKA_BOOTSTRAP_SERVERS}',
      'topic' = 'from-python',
      'scan.startup.mode' = 'earliest-offset',
      'scan.bounded.mode' = 'latest-offset',
      'format' = 'json'
    )"""

REDIS_TABLE = """
    CREATE TABLE converted (sensor STRING, fahrenheit DOUBLE) WITH (
      'connector' = 'redis-streams',
      'host' = '{REDIS_HOST}',
      'port' = '{REDIS_PORT}',
      'streams' = 'from-python',
      'scan.startup.mode' = 'earliest',
      'scan.bounded.mode' = 'latest'
    )"""


def jar(folder: Path, connector: str) -> str:
    """The URL of the one SQL jar of a connector."""
    (path,) = folder.glob(f"flink-sql-connector-{connector}-*.jar")
    return path.resolve().as_uri()


def environment(*jars: str):
    """An environment whose jobs take jars along: `add_jars` in Python, `pipeline.jars` in a configuration."""
    streams = StreamExecutionEnvironment.get_execution_environment()
    streams.set_parallelism(1)
    streams.set_python_executable(sys.executable)
    streams.add_jars(*jars)
    return streams, StreamTableEnvironment.create(streams)


def publish(kafka_jar: str) -> None:
    """A collection becomes a stream, the stream a table, and the table goes into Kafka."""
    streams, tables = environment(kafka_jar)
    tables.execute_sql(KAFKA_TABLE.format(**os.environ))
    readings = streams.from_collection(READINGS, type_info=READING)
    tables.from_data_stream(readings).execute_insert("readings").wait()


def convert(kafka_jar: str, redis_jar: str) -> None:
    """A table becomes a stream, which Python maps and prints, and the stream a table, which goes into Redis."""
    streams, tables = environment(kafka_jar, redis_jar)
    tables.execute_sql(KAFKA_TABLE.format(**os.environ))
    tables.execute_sql(REDIS_TABLE.format(**os.environ))
    readings = tables.to_data_stream(tables.from_path("readings"))
    converted = readings.map(
        lambda reading: Row(reading["sensor"], reading["celsius"] * 9 / 5 + 32), output_type=CONVERTED
    )
    converted.print()
    statements = tables.create_statement_set()
    statements.add_insert("converted", tables.from_data_stream(converted))
    statements.attach_as_datastream()
    streams.execute("from Python")


def arrived(redis_jar: str) -> list:
    """The entries of the stream, by a batch query in an environment of tables alone."""
    tables = TableEnvironment.create(EnvironmentSettings.in_batch_mode())
    tables.get_config().set("pipeline.jars", redis_jar)
    tables.execute_sql(REDIS_TABLE.format(**os.environ))
    with tables.execute_sql("SELECT sensor, fahrenheit FROM converted").collect() as rows:
        return [f"{sensor} {fahrenheit:.1f}" for sensor, fahrenheit in rows]


def main() -> None:
    folder = Path(sys.argv[1])
    kafka_jar, redis_jar = jar(folder, "kafka"), jar(folder, "redis-streams")
    publish(kafka_jar)
    convert(kafka_jar, redis_jar)
    for line in arrived(redis_jar):
        print(f"arrived: {line}")


if __name__ == "__main__":
    main()
