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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;
import java.util.List;

/**
 * The table options of the connector {@code redis}, beside those that all connectors of the bundle
 * share and those of the connection, which {@link RedisServerOptions} has.
 */
@PublicEvolving
public final class RedisConnectorOptions {

    public static final ConfigOption<String> KEY_PREFIX =
            ConfigOptions.key("key.prefix")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "What the keys of the table begin with, such as 'user:'. The columns of"
                                    + " the key follow.");

    public static final ConfigOption<List<String>> KEY_COLUMNS =
            ConfigOptions.key("key.columns")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "The columns that make up the key, separated by ';', in their order. By"
                                    + " default those of the PRIMARY KEY. Several are joined by"
                                    + " ':', with '\\' before a ':' or '\\' inside a value.");

    public static final ConfigOption<ValueType> VALUE_TYPE =
            ConfigOptions.key("value.type")
                    .enumType(ValueType.class)
                    .defaultValue(ValueType.HASH)
                    .withDescription(
                            "What a key holds: a 'hash', whose fields are the columns; a 'string',"
                                    + " which 'format' reads and writes; a 'list', each element of"
                                    + " which is a row in 'format'.");

    public static final ConfigOption<ValueFields> VALUE_FIELDS_INCLUDE =
            ConfigOptions.key("value.fields-include")
                    .enumType(ValueFields.class)
                    .defaultValue(ValueFields.ALL)
                    .withDescription(
                            "Which columns stand in the value: 'ALL', or 'EXCEPT_KEY' for those"
                                    + " that are not in the key. When read, columns of the key are"
                                    + " always taken from the key.");

    public static final ConfigOption<Duration> SINK_TTL =
            ConfigOptions.key("sink.ttl")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "How long a key lives after it was last written, counted by the server."
                                    + " By default the sink sets no limit; one that a hash or a"
                                    + " list has already stays, and a string loses it.");

    public static final ConfigOption<Integer> SINK_BUFFER_FLUSH_MAX_ROWS =
            ConfigOptions.key("sink.buffer-flush.max-rows")
                    .intType()
                    .defaultValue(1000)
                    .withDescription(
                            "How many rows are sent in one go; of rows with one key only the last,"
                                    + " except for lists. Ten times the default if the input is"
                                    + " bounded and the option is not set.");

    public static final ConfigOption<MemorySize> SINK_BUFFER_FLUSH_MAX_SIZE =
            ConfigOptions.key("sink.buffer-flush.max-size")
                    .memoryType()
                    .defaultValue(new MemorySize(256 * 1024))
                    .withDescription(
                            "The size of rows that are sent in one go. Ten times the default if the"
                                    + " input is bounded and the option is not set.");

    public static final ConfigOption<Duration> SINK_BUFFER_FLUSH_INTERVAL =
            ConfigOptions.key("sink.buffer-flush.interval")
                    .durationType()
                    .defaultValue(Duration.ofMillis(100))
                    .withDescription(
                            "The longest time that a row waits before it is sent. Zero leaves it"
                                    + " to the size of the batch and to checkpoints.");

    private RedisConnectorOptions() {}
}
