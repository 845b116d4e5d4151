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

import io.flinkbundle.connector.bigquery.sink.AppendConfig;
import io.flinkbundle.connector.bigquery.sink.BigQuerySink;
import io.flinkbundle.connector.bigquery.sink.BigQuerySinkBuilder;
import io.flinkbundle.connector.common.deadletter.BadRecordPolicy;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionChecks;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.KMS_KEY;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.LOCATION;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.QUERY;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_BUFFER_FLUSH_INTERVAL;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_BUFFER_FLUSH_MAX_ROWS;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_BUFFER_FLUSH_MAX_SIZE;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_BULK_METHOD;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_CDC_SEQUENCE_FIELD;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_CREATE_CLUSTERING;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_CREATE_EXPIRATION;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_CREATE_PARTITION_FIELD;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_CREATE_PARTITION_TYPE;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_REQUESTS_MAX_INFLIGHT;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_SCHEMA_MODE;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_SCHEMA_UPDATE;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.TEMP_GCS_BUCKET;

/** Reads the options of a table that is written. */
@Internal
final class SinkOptions {

    private static final Duration MAX_INTERVAL = Duration.ofDays(1);
    private static final int MAX_REQUESTS = 1000;
    private static final String BUCKET = "[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]";

    private final ReadableConfig config;
    private final OptionChecks checks;

    SinkOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /** All that concern a sink alone. */
    static Set<ConfigOption<?>> all() {
        return Set.of(
                LOCATION,
                KMS_KEY,
                TEMP_GCS_BUCKET,
                SINK_BULK_METHOD,
                SINK_BUFFER_FLUSH_MAX_ROWS,
                SINK_BUFFER_FLUSH_MAX_SIZE,
                SINK_BUFFER_FLUSH_INTERVAL,
                SINK_REQUESTS_MAX_INFLIGHT,
                SINK_SCHEMA_UPDATE,
                SINK_CREATE_PARTITION_FIELD,
                SINK_CREATE_PARTITION_TYPE,
                SINK_CREATE_EXPIRATION,
                SINK_CREATE_CLUSTERING,
                SINK_CDC_SEQUENCE_FIELD,
                CommonConnectorOptions.DEAD_LETTER_PATH,
                CommonConnectorOptions.SINK_PARALLELISM,
                CommonConnectorOptions.SINK_WRITE_MODE,
                CommonConnectorOptions.SINK_DELIVERY_GUARANTEE,
                CommonConnectorOptions.SINK_ON_REJECTED,
                SINK_SCHEMA_MODE,
                CommonConnectorOptions.SINK_RETRY_TIMEOUT,
                CommonConnectorOptions.SINK_RETRY_INITIAL_BACKOFF,
                CommonConnectorOptions.SINK_RETRY_MAX_BACKOFF);
    }

    /**
     * The sink but for its rows.
     *
     * @param columns of the table
     * @param primaryKey may be empty
     * @throws ValidationException if an option is wrong, or has no effect
     */
    BigQuerySinkBuilder<RowData> sink(List<String> columns, List<String> primaryKey) {
        checks.refuseUnused(
                CommonConnectorOptions.DEAD_LETTER_PATH,
                config.get(CommonConnectorOptions.SINK_ON_REJECTED) == BadRecordPolicy.DEAD_LETTER,
                "'sink.on-rejected' is 'dead-letter'");
        if (checks.isSet(QUERY)) {
            throw new ValidationException(
                    "The table reads a query (option 'query'), and nothing can be written to it.");
        }
        checks.refuseUnused(
                SINK_CDC_SEQUENCE_FIELD, !primaryKey.isEmpty(), "the table has a PRIMARY KEY");
        BigQuerySinkBuilder<RowData> sink =
                BigQuerySink.<RowData>builder()
                        .setConnection(new ConnectionOptions(config).read())
                        .setTable(TableOptions.read(config))
                        .setSchemaMode(config.get(SINK_SCHEMA_MODE))
                        .setAddColumns(config.get(SINK_SCHEMA_UPDATE) == SchemaUpdate.ADD_COLUMNS)
                        .setTableLayout(LayoutOptions.read(config, columns))
                        .setDeliveryGuarantee(
                                config.get(CommonConnectorOptions.SINK_DELIVERY_GUARANTEE))
                        .setOnRejected(CommonConnectorOptions.onRejected(config))
                        .setBulkMethod(config.get(SINK_BULK_METHOD))
                        .setWriteMode(config.get(CommonConnectorOptions.SINK_WRITE_MODE))
                        .setRetry(CommonConnectorOptions.retryPolicy(config))
                        .setMaxInFlight(
                                checks.checked(
                                        SINK_REQUESTS_MAX_INFLIGHT,
                                        requests -> requests >= 1 && requests <= MAX_REQUESTS,
                                        "from 1 to " + MAX_REQUESTS))
                        .setBufferFlushMaxRows(checks.atLeastOne(SINK_BUFFER_FLUSH_MAX_ROWS))
                        .setBufferFlushMaxSize(
                                checks.checked(
                                        SINK_BUFFER_FLUSH_MAX_SIZE,
                                        size ->
                                                size.getBytes() >= 1
                                                        && size.compareTo(AppendConfig.MAX_SIZE)
                                                                <= 0,
                                        "from 1 byte to 9 mb: BigQuery takes no more than 20 MB,"
                                                + " with the last row"))
                        .setBufferFlushInterval(
                                checks.between(
                                        SINK_BUFFER_FLUSH_INTERVAL, Duration.ZERO, MAX_INTERVAL));
        setCreation(sink);
        config.getOptional(TEMP_GCS_BUCKET)
                .ifPresent(
                        bucket ->
                                sink.setTempGcsBucket(
                                        checks.checked(
                                                TEMP_GCS_BUCKET,
                                                name -> name.matches(BUCKET),
                                                "the name of a bucket, without 'gs://' and"
                                                        + " without a folder")));
        try {
            sink.setPrimaryKey(primaryKey);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
        config.getOptional(SINK_CDC_SEQUENCE_FIELD).ifPresent(sink::setSequenceField);
        return sink;
    }

    private void setCreation(BigQuerySinkBuilder<RowData> sink) {
        boolean creates = config.get(SINK_SCHEMA_MODE).creates();
        for (ConfigOption<?> option :
                List.of(
                        LOCATION,
                        KMS_KEY,
                        SINK_CREATE_PARTITION_FIELD,
                        SINK_CREATE_PARTITION_TYPE,
                        SINK_CREATE_EXPIRATION,
                        SINK_CREATE_CLUSTERING)) {
            checks.refuseUnused(
                    option, creates, "'sink.schema-mode' is 'create' or 'create-or-validate'");
        }
        config.getOptional(LOCATION).ifPresent(sink::setLocation);
        config.getOptional(KMS_KEY).ifPresent(sink::setKmsKey);
    }
}
