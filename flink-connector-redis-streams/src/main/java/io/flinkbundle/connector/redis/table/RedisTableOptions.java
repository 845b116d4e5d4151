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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecordPolicy;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.keyvalue.RedisKeyValueSinkBuilder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

import static io.flinkbundle.connector.redis.table.RedisConnectorOptions.KEY_COLUMNS;
import static io.flinkbundle.connector.redis.table.RedisConnectorOptions.KEY_PREFIX;
import static io.flinkbundle.connector.redis.table.RedisConnectorOptions.SINK_BUFFER_FLUSH_INTERVAL;
import static io.flinkbundle.connector.redis.table.RedisConnectorOptions.SINK_BUFFER_FLUSH_MAX_ROWS;
import static io.flinkbundle.connector.redis.table.RedisConnectorOptions.SINK_BUFFER_FLUSH_MAX_SIZE;
import static io.flinkbundle.connector.redis.table.RedisConnectorOptions.SINK_TTL;
import static io.flinkbundle.connector.redis.table.RedisConnectorOptions.VALUE_FIELDS_INCLUDE;
import static io.flinkbundle.connector.redis.table.RedisConnectorOptions.VALUE_TYPE;

/** Reads the options of a key/value table, and refuses what cannot work before the job runs. */
@Internal
final class RedisTableOptions {

    private final ReadableConfig config;
    private final OptionChecks checks;

    RedisTableOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    RedisConnectionOptions connection() {
        return new ConnectionOptions(config).read();
    }

    /** Checks what concerns reading and writing. */
    void check() {
        if (config.get(VALUE_TYPE) == ValueType.HASH) {
            checks.refuseUnused(FactoryUtil.FORMAT, false, "'value.type' is 'string' or 'list'");
        } else {
            checks.required(FactoryUtil.FORMAT, "'value.type' is '" + config.get(VALUE_TYPE) + "'");
        }
        checks.refuseUnused(
                CommonConnectorOptions.DEAD_LETTER_PATH,
                config.get(CommonConnectorOptions.SINK_ON_REJECTED) == BadRecordPolicy.DEAD_LETTER,
                "'sink.on-rejected' is 'dead-letter'");
        if (config.get(CommonConnectorOptions.SINK_DELIVERY_GUARANTEE)
                != DeliveryGuarantee.AT_LEAST_ONCE) {
            throw OptionChecks.invalid(
                    CommonConnectorOptions.SINK_DELIVERY_GUARANTEE,
                    config.get(CommonConnectorOptions.SINK_DELIVERY_GUARANTEE),
                    "'at-least-once': rows that are written again leave the same values behind,"
                            + " except in lists");
        }
        if (config.get(CommonConnectorOptions.SCAN_ON_MALFORMED) == BadRecordPolicy.DEAD_LETTER) {
            throw OptionChecks.invalid(
                    CommonConnectorOptions.SCAN_ON_MALFORMED,
                    config.get(CommonConnectorOptions.SCAN_ON_MALFORMED),
                    "'fail' or 'skip': the value stays in Redis under its key, which the message"
                            + " names");
        }
    }

    BadRecordHandling onMalformed() {
        return CommonConnectorOptions.onMalformed(config);
    }

    /**
     * How rows lie in keys and values.
     *
     * @throws ValidationException if the columns of the key cannot be told or are not fit for it
     */
    KeyValueLayout layout(ResolvedSchema schema, DataType physicalType) {
        KeyValueLayout layout =
                new KeyValueLayout(
                        physicalType,
                        config.get(KEY_PREFIX),
                        keyColumns(schema, DataType.getFieldNames(physicalType)),
                        config.get(VALUE_TYPE),
                        config.get(VALUE_FIELDS_INCLUDE));
        // Refuses types that are not fit.
        layout.key();
        if (layout.valuePositions().length == 0) {
            throw OptionChecks.invalid(
                    VALUE_FIELDS_INCLUDE,
                    config.get(VALUE_FIELDS_INCLUDE),
                    "'ALL' where all columns are in the key");
        }
        return layout;
    }

    private List<String> keyColumns(ResolvedSchema schema, List<String> columns) {
        List<String> primaryKey =
                schema.getPrimaryKey().map(UniqueConstraint::getColumns).orElse(List.of());
        List<String> named = config.getOptional(KEY_COLUMNS).orElse(primaryKey);
        if (named.isEmpty()) {
            throw new ValidationException(
                    "The table has no key. Declare a PRIMARY KEY (…) NOT ENFORCED, or set"
                            + " 'key.columns' to the columns that make up the key in Redis.");
        }
        if (!columns.containsAll(named) || new HashSet<>(named).size() < named.size()) {
            throw OptionChecks.invalid(
                    KEY_COLUMNS, named, "columns of the table, each once; they are " + columns);
        }
        if (!primaryKey.isEmpty() && !new HashSet<>(named).equals(new HashSet<>(primaryKey))) {
            throw OptionChecks.invalid(
                    KEY_COLUMNS,
                    named,
                    "the columns of the PRIMARY KEY, " + primaryKey + ", in any order");
        }
        return named;
    }

    void configure(RedisKeyValueSinkBuilder<?> sink) {
        sink.setConnection(connection())
                .setOnRejected(CommonConnectorOptions.onRejected(config))
                .setWriteMode(config.get(CommonConnectorOptions.SINK_WRITE_MODE))
                .setRetry(CommonConnectorOptions.retryPolicy(config))
                .setBufferFlushInterval(
                        checks.between(
                                SINK_BUFFER_FLUSH_INTERVAL, Duration.ZERO, Duration.ofDays(1)));
        if (checks.isSet(SINK_TTL)) {
            sink.setTtl(checks.checked(SINK_TTL, ttl -> ttl.toMillis() >= 1, "at least 1 ms"));
        }
        // What the user has not set may be larger if the input is bounded.
        if (checks.isSet(SINK_BUFFER_FLUSH_MAX_ROWS)) {
            sink.setBufferFlushMaxRows(checks.atLeastOne(SINK_BUFFER_FLUSH_MAX_ROWS));
        }
        if (checks.isSet(SINK_BUFFER_FLUSH_MAX_SIZE)) {
            sink.setBufferFlushMaxSize(checks.notEmpty(SINK_BUFFER_FLUSH_MAX_SIZE));
        }
    }
}
