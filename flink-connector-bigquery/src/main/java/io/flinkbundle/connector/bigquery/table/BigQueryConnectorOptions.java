/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.flinkbundle.connector.bigquery.table;

import io.flinkbundle.connector.bigquery.client.CredentialsType;
import io.flinkbundle.connector.bigquery.client.TableDefinition;
import io.flinkbundle.connector.bigquery.sink.BulkMethod;
import io.flinkbundle.connector.bigquery.source.BigQuerySourceBuilder;
import io.flinkbundle.connector.bigquery.source.IncrementalStrategy;
import io.flinkbundle.connector.bigquery.source.ReadFormat;
import io.flinkbundle.connector.bigquery.source.ScanBoundedMode;
import io.flinkbundle.connector.bigquery.source.ScanStartupMode;
import io.flinkbundle.connector.common.options.SchemaMode;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;
import java.util.List;

/**
 * The options of the connector {@code bigquery} that concern its connection, its table and its
 * sink.
 */
@PublicEvolving
public final class BigQueryConnectorOptions {

    public static final ConfigOption<String> TABLE_NAME =
            ConfigOptions.key("table-name")
                    .stringType()
                    .noDefaultValue()
                    .withFallbackKeys("table", "table-id")
                    .withDescription(
                            "The table, as 'table', 'dataset.table' or "
                                    + "'project.dataset.table'. Required, unless 'query' is set.");

    public static final ConfigOption<String> QUERY =
            ConfigOptions.key("query")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A query in GoogleSQL whose rows are read, in place of a table. A job"
                                    + " puts them into a temporary table.");

    public static final ConfigOption<String> TEMP_DATASET =
            ConfigOptions.key("temp-dataset")
                    .stringType()
                    .defaultValue("flink_temp")
                    .withDescription(
                            "The dataset of the project that pays in which the rows of a query or"
                                    + " a view are kept while they are read. It is created if it"
                                    + " is missing; its tables expire within a day.");

    public static final ConfigOption<String> PROJECT =
            ConfigOptions.key("project")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The project of the table, if its name does not say, or of 'dataset'"
                                    + " with 'query'; by default that of the credentials.");

    public static final ConfigOption<String> DATASET =
            ConfigOptions.key("dataset")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The dataset of the table, if its name does not say, or of the tables"
                                    + " in 'query'.");

    public static final ConfigOption<String> BILLING_PROJECT =
            ConfigOptions.key("billing-project")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The project in which jobs run, and which pays for them; by "
                                    + "default that of the table.");

    public static final ConfigOption<String> LOCATION =
            ConfigOptions.key("location")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where a dataset that is missing is created, such as 'EU', and where"
                                    + " 'query' runs; by default where its tables are.");

    public static final ConfigOption<String> KMS_KEY =
            ConfigOptions.key("kms-key")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The key of Cloud KMS that encrypts a table that is created.");

    public static final ConfigOption<String> ENDPOINT_REST =
            ConfigOptions.key("endpoint.rest")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Another address of the REST interface, such as "
                                    + "'http://localhost:9050'.");

    public static final ConfigOption<String> ENDPOINT_GRPC =
            ConfigOptions.key("endpoint.grpc")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Another address of the Storage Read and Write interfaces, "
                                    + "such as 'localhost:9060'.");

    public static final ConfigOption<String> ENDPOINT_STORAGE =
            ConfigOptions.key("endpoint.storage")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Another address of Cloud Storage, such as 'http://localhost:9050'.");

    public static final ConfigOption<String> TEMP_GCS_BUCKET =
            ConfigOptions.key("temp-gcs-bucket")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The bucket of Cloud Storage in which the rows of a bounded input are"
                                    + " staged for their load job. It is created if it is missing,"
                                    + " with a lifecycle of one day. By default"
                                    + " '{project}-flink-staging-{location}'.");

    public static final ConfigOption<BulkMethod> SINK_BULK_METHOD =
            ConfigOptions.key("sink.bulk-method")
                    .enumType(BulkMethod.class)
                    .defaultValue(BulkMethod.LOAD_JOB)
                    .withDescription(
                            "How the rows of a bounded input are written: 'load-job' stages files,"
                                    + " which a job loads at the end, free of charge;"
                                    + " 'pending-streams' uses the Storage Write API, also where"
                                    + " the account may not create or use a bucket.");

    public static final ConfigOption<Boolean> ENDPOINT_PLAINTEXT =
            ConfigOptions.key("endpoint.plaintext")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription("Whether 'endpoint.grpc' is spoken to without TLS.");

    public static final ConfigOption<String> UNIVERSE_DOMAIN =
            ConfigOptions.key("universe-domain")
                    .stringType()
                    .defaultValue("googleapis.com")
                    .withDescription("The domain of the service.");

    public static final ConfigOption<String> QUOTA_PROJECT =
            ConfigOptions.key("quota-project")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The project that pays for requests; by default that of the"
                                    + " credentials.");

    public static final ConfigOption<CredentialsType> CREDENTIALS_TYPE =
            ConfigOptions.key("credentials.type")
                    .enumType(CredentialsType.class)
                    .defaultValue(CredentialsType.DEFAULT)
                    .withDescription(
                            "How to log in: 'default' for Google's default chain, 'file' or"
                                    + " 'secret' for a JSON key, 'access-token' for a token that"
                                    + " somebody else renews, 'impersonate' for a service account"
                                    + " that the default one acts for, 'none' for no login.");

    public static final ConfigOption<String> CREDENTIALS_FILE =
            ConfigOptions.key("credentials.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'credentials.type' = 'file': the JSON key, on the client and on"
                                    + " each TaskManager.");

    public static final ConfigOption<String> CREDENTIALS_SECRET =
            ConfigOptions.key("credentials.secret")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'credentials.type' = 'secret': the JSON key, as it is or in"
                                    + " Base64. It stays visible in SHOW CREATE TABLE:"
                                    + " 'credentials.file' is safer.");

    public static final ConfigOption<String> CREDENTIALS_ACCESS_TOKEN =
            ConfigOptions.key("credentials.access-token")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'credentials.type' = 'access-token': the token. It stays visible"
                                    + " in SHOW CREATE TABLE and ends within an hour:"
                                    + " 'credentials.access-token.file' is better.");

    public static final ConfigOption<String> CREDENTIALS_ACCESS_TOKEN_FILE =
            ConfigOptions.key("credentials.access-token.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'credentials.type' = 'access-token': a file with the token, on"
                                    + " the client and on each TaskManager. It is read again every"
                                    + " five minutes.");

    public static final ConfigOption<String> CREDENTIALS_IMPERSONATE =
            ConfigOptions.key("credentials.impersonate")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'credentials.type' = 'impersonate': the e-mail address of the"
                                    + " service account.");

    public static final ConfigOption<Integer> SINK_BUFFER_FLUSH_MAX_ROWS =
            ConfigOptions.key("sink.buffer-flush.max-rows")
                    .intType()
                    .defaultValue(10_000)
                    .withDescription("Rows that are collected before they are sent.");

    public static final ConfigOption<MemorySize> SINK_BUFFER_FLUSH_MAX_SIZE =
            ConfigOptions.key("sink.buffer-flush.max-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(4))
                    .withDescription("Their encoded size, at most 9 mb.");

    public static final ConfigOption<Duration> SINK_BUFFER_FLUSH_INTERVAL =
            ConfigOptions.key("sink.buffer-flush.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(1))
                    .withDescription(
                            "The longest time a row waits for its request to be sent. "
                                    + "Zero means without limit.");

    public static final ConfigOption<Integer> SINK_REQUESTS_MAX_INFLIGHT =
            ConfigOptions.key("sink.requests.max-inflight")
                    .intType()
                    .defaultValue(16)
                    .withDescription(
                            "Requests of each subtask that wait for their answers at the "
                                    + "same time.");

    public static final ConfigOption<SchemaMode> SINK_SCHEMA_MODE =
            ConfigOptions.key("sink.schema-mode")
                    .enumType(SchemaMode.class)
                    .defaultValue(SchemaMode.VALIDATE)
                    .withDescription(
                            "What is done about the table at start: 'validate' compares its columns"
                                    + " with the rows, 'create' creates it if it is missing, and its"
                                    + " dataset, 'create-or-validate' does both, 'none' nothing.");

    public static final ConfigOption<SchemaUpdate> SINK_SCHEMA_UPDATE =
            ConfigOptions.key("sink.schema-update")
                    .enumType(SchemaUpdate.class)
                    .defaultValue(SchemaUpdate.NONE)
                    .withDescription(
                            "What is done at start about columns that the table lacks: "
                                    + "'none', or 'add-columns', which adds them.");

    public static final ConfigOption<String> SINK_CREATE_PARTITION_FIELD =
            ConfigOptions.key("sink.create.partition-field")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The column by which a table that is created is partitioned: "
                                    + "a DATE, DATETIME or TIMESTAMP.");

    public static final ConfigOption<TableDefinition.PartitionType> SINK_CREATE_PARTITION_TYPE =
            ConfigOptions.key("sink.create.partition-type")
                    .enumType(TableDefinition.PartitionType.class)
                    .defaultValue(TableDefinition.PartitionType.DAY)
                    .withDescription(
                            "How much time a partition covers: 'hour', 'day', 'month' or "
                                    + "'year'.");

    public static final ConfigOption<Duration> SINK_CREATE_EXPIRATION =
            ConfigOptions.key("sink.create.expiration")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "How long a partition of a table that is created is kept; for "
                                    + "ever by default.");

    public static final ConfigOption<List<String>> SINK_CREATE_CLUSTERING =
            ConfigOptions.key("sink.create.clustering")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "The columns by which a table that is created is clustered, "
                                    + "at most four.");

    public static final ConfigOption<String> SINK_CDC_SEQUENCE_FIELD =
            ConfigOptions.key("sink.cdc.sequence-field")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With a PRIMARY KEY: a column, INT, BIGINT or a timestamp, "
                                    + "that is larger in a later change of a key. By default the "
                                    + "order in which changes are written decides.");

    public static final ConfigOption<String> SCAN_SNAPSHOT_TIME =
            ConfigOptions.key("scan.snapshot-time")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The time as of which the table is read, at most seven days ago: an"
                                    + " ISO-8601 instant such as '2026-01-31T12:00:00Z', or"
                                    + " milliseconds since the epoch. By default the job's start.");

    public static final ConfigOption<Integer> SCAN_MAX_STREAMS =
            ConfigOptions.key("scan.max-streams")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "How many streams the table is divided into at most; as many as the"
                                    + " service finds good by default.");

    public static final ConfigOption<ReadFormat> SCAN_READ_FORMAT =
            ConfigOptions.key("scan.read-format")
                    .enumType(ReadFormat.class)
                    .defaultValue(ReadFormat.AUTO)
                    .withDescription(
                            "The format in which rows are sent: 'arrow' is the faster one, and"
                                    + " needs a JVM started with"
                                    + " --add-opens=java.base/java.nio=ALL-UNNAMED, as Flink's own"
                                    + " configuration has it; 'avro' needs nothing; 'auto' takes"
                                    + " 'arrow' where it can be used.");

    public static final ConfigOption<ScanStartupMode> SCAN_STARTUP_MODE =
            ConfigOptions.key("scan.startup.mode")
                    .enumType(ScanStartupMode.class)
                    .defaultValue(ScanStartupMode.EARLIEST)
                    .withDescription(
                            "Where reading begins: 'earliest' with all rows that are there,"
                                    + " 'latest' with rows from the start of the job on,"
                                    + " 'timestamp' with rows of 'scan.startup.timestamp'.");

    public static final ConfigOption<ScanBoundedMode> SCAN_BOUNDED_MODE =
            ConfigOptions.key("scan.bounded.mode")
                    .enumType(ScanBoundedMode.class)
                    .defaultValue(ScanBoundedMode.LATEST)
                    .withDescription(
                            "Whether reading ends: 'latest' with the rows that are there when the"
                                    + " job starts, 'timestamp' before rows of"
                                    + " 'scan.bounded.timestamp', 'unbounded' never.");

    public static final ConfigOption<IncrementalStrategy> SCAN_INCREMENTAL_STRATEGY =
            ConfigOptions.key("scan.incremental.strategy")
                    .enumType(IncrementalStrategy.class)
                    .defaultValue(IncrementalStrategy.APPENDS)
                    .withDescription(
                            "How a source that goes on after its start knows new rows: 'appends' by"
                                    + " the time at which they were written, 'partition' by their"
                                    + " partition, which is read when its time is over, 'column' by"
                                    + " 'scan.incremental.column'.");

    public static final ConfigOption<String> SCAN_INCREMENTAL_COLUMN =
            ConfigOptions.key("scan.incremental.column")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'scan.incremental.strategy' = 'column': a TIMESTAMP, DATETIME,"
                                    + " DATE or INT64 that is larger in each later row.");

    public static final ConfigOption<Duration> SCAN_POLL_INTERVAL =
            ConfigOptions.key("scan.poll-interval")
                    .durationType()
                    .defaultValue(BigQuerySourceBuilder.DEFAULT_POLL_INTERVAL)
                    .withDescription(
                            "How long a source that goes on after its start waits between two looks"
                                    + " for new rows. With 'appends' each look is a query that has"
                                    + " to be paid for.");

    private BigQueryConnectorOptions() {}
}
