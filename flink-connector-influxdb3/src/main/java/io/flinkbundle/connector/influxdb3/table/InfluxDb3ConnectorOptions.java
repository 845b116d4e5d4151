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

package io.flinkbundle.connector.influxdb3.table;

import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3SourceBuilder;
import io.flinkbundle.connector.influxdb3.source.ScanBoundedMode;
import io.flinkbundle.connector.influxdb3.source.ScanStartupMode;
import io.flinkbundle.connector.influxdb3.table.pushdown.FilterHandlingPolicy;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The options of the connector {@code influxdb3} that no other connector of the bundle has. */
@PublicEvolving
public final class InfluxDb3ConnectorOptions {

    public static final ConfigOption<String> URL =
            ConfigOptions.key("url")
                    .stringType()
                    .noDefaultValue()
                    .withFallbackKeys("host")
                    .withDescription(
                            "The address of the server, such as 'https://influxdb.example:8181'.");

    public static final ConfigOption<String> DATABASE =
            ConfigOptions.key("database")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The database; with 'api' = 'v2' the bucket. InfluxDB 3 creates it with"
                                    + " the first write.");

    public static final ConfigOption<String> TABLE_NAME =
            ConfigOptions.key("table-name")
                    .stringType()
                    .noDefaultValue()
                    .withFallbackKeys("measurement")
                    .withDescription(
                            "The table of InfluxDB 3, also called measurement. A source reads"
                                    + " several that are separated by ';'. A sink may take it from"
                                    + " the metadata column 'measurement' instead.");

    public static final ConfigOption<String> TABLE_PATTERN =
            ConfigOptions.key("table-pattern")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A regular expression for the whole names of the tables that a source"
                                    + " reads, in place of 'table-name'. Without an end, tables"
                                    + " that come up later are read too.");

    public static final ConfigOption<String> QUERY =
            ConfigOptions.key("query")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A SELECT in the SQL of InfluxDB 3 whose result is read in place of a"
                                    + " table. If the Flink table has a time column, the result"
                                    + " needs a column 'time', by which it is divided.");

    public static final ConfigOption<ApiVersion> API =
            ConfigOptions.key("api")
                    .enumType(ApiVersion.class)
                    .defaultValue(ApiVersion.V3)
                    .withDescription(
                            "The HTTP API of the server: 'v3', or 'v2' and 'v1' for a sink that"
                                    + " writes to InfluxDB 2 or 1 or to another server that takes"
                                    + " line protocol.");

    public static final ConfigOption<String> ORGANIZATION =
            ConfigOptions.key("organization")
                    .stringType()
                    .noDefaultValue()
                    .withFallbackKeys("organization_id")
                    .withDescription("The organization, required with 'api' = 'v2' only.");

    public static final ConfigOption<String> TOKEN =
            ConfigOptions.key("token")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The token of the server. It stays visible in SHOW CREATE TABLE:"
                                    + " 'token.file' is safer.");

    public static final ConfigOption<String> TOKEN_FILE =
            ConfigOptions.key("token.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A file with the token, on the client and on each TaskManager. It is"
                                    + " read again for each request, so a new token is used at"
                                    + " once.");

    public static final ConfigOption<String> SSL_TRUSTSTORE_PATH =
            ConfigOptions.key("ssl.truststore.path")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A PKCS12 or JKS file on each TaskManager with the certificates to"
                                    + " trust. By default those that the JVM trusts.");

    public static final ConfigOption<String> SSL_TRUSTSTORE_PASSWORD =
            ConfigOptions.key("ssl.truststore.password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The password of the trust store.");

    public static final ConfigOption<String> SSL_TRUSTSTORE_PASSWORD_FILE =
            ConfigOptions.key("ssl.truststore.password.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("A file with the password of the trust store.");

    public static final ConfigOption<Boolean> SSL_VERIFY =
            ConfigOptions.key("ssl.verify")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether the server's certificate and name are checked. Without it"
                                    + " anyone in between can read the token: for tests only.");

    public static final ConfigOption<List<String>> TAG_COLUMNS =
            ConfigOptions.key("tag.columns")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "The columns that are tags, separated by ';': strings, whole numbers"
                                    + " and booleans. The first write of a table fixes their order"
                                    + " there, so name those first by which queries select. No tags"
                                    + " by default.");

    public static final ConfigOption<List<String>> FIELD_COLUMNS =
            ConfigOptions.key("field.columns")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "The columns that are fields, separated by ';'. By default all that are"
                                    + " neither tags nor the time.");

    public static final ConfigOption<Map<String, String>> TAG_DEFAULTS =
            ConfigOptions.key("tag.defaults")
                    .mapType()
                    .noDefaultValue()
                    .withDescription(
                            "Tags that each point gets beside those of its columns, such as"
                                    + " 'site:berlin,line:3'.");

    public static final ConfigOption<String> TIME_COLUMN =
            ConfigOptions.key("time.column")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The column with the time of a point, of type TIMESTAMP, TIMESTAMP_LTZ"
                                    + " or BIGINT. By default the column 'time', else the column"
                                    + " with the watermark.");

    public static final ConfigOption<TimePrecision> TIME_PRECISION =
            ConfigOptions.key("time.precision")
                    .enumType(TimePrecision.class)
                    .noDefaultValue()
                    .withDescription(
                            "The unit in which times are sent, and in which a BIGINT column counts:"
                                    + " 's', 'ms', 'us' or 'ns'. By default what the column's type"
                                    + " needs, and 'ms' for BIGINT.");

    public static final ConfigOption<MissingFieldPolicy> FIELD_MISSING =
            ConfigOptions.key("field.missing")
                    .enumType(MissingFieldPolicy.class)
                    .defaultValue(MissingFieldPolicy.SKIP)
                    .withDescription(
                            "What happens to a row with a NULL among its fields: 'skip' leaves the"
                                    + " field out, 'fail' rejects the row.");

    public static final ConfigOption<Boolean> FIELD_INTS_AS_FLOATS =
            ConfigOptions.key("field.ints-as-floats")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether whole numbers are written as floats, for tables whose fields"
                                    + " were created as floats.");

    public static final ConfigOption<List<String>> FIELD_UNSIGNED_COLUMNS =
            ConfigOptions.key("field.unsigned-columns")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "The fields that are unsigned integers, separated by ';': whole numbers"
                                    + " or DECIMAL(20, 0). A negative number is rejected.");

    public static final ConfigOption<ScanStartupMode> SCAN_STARTUP_MODE =
            ConfigOptions.key("scan.startup.mode")
                    .enumType(ScanStartupMode.class)
                    .defaultValue(ScanStartupMode.EARLIEST)
                    .withDescription(
                            "Where reading begins: 'earliest' with the first point, 'latest' with"
                                    + " points from the start of the job on, if reading does not"
                                    + " end, 'timestamp' with points of 'scan.startup.timestamp'.");

    public static final ConfigOption<ScanBoundedMode> SCAN_BOUNDED_MODE =
            ConfigOptions.key("scan.bounded.mode")
                    .enumType(ScanBoundedMode.class)
                    .defaultValue(ScanBoundedMode.LATEST)
                    .withDescription(
                            "Whether reading ends: 'latest' with the last point that is there when"
                                    + " the job starts, 'timestamp' before points of"
                                    + " 'scan.bounded.timestamp', 'unbounded' never.");

    public static final ConfigOption<Duration> SCAN_SPLIT_DURATION =
            ConfigOptions.key("scan.split-duration")
                    .durationType()
                    .defaultValue(InfluxDb3SourceBuilder.DEFAULT_SPLIT_DURATION)
                    .withDescription(
                            "How much time a reader takes at once. InfluxDB 3 Core refuses queries"
                                    + " for more than about 72 h; what a server refuses is asked"
                                    + " for in halves.");

    public static final ConfigOption<Duration> SCAN_POLL_INTERVAL =
            ConfigOptions.key("scan.poll-interval")
                    .durationType()
                    .defaultValue(InfluxDb3SourceBuilder.DEFAULT_POLL_INTERVAL)
                    .withDescription(
                            "How long a source without an end waits between two looks for new"
                                    + " points.");

    public static final ConfigOption<Duration> SCAN_DELAY =
            ConfigOptions.key("scan.delay")
                    .durationType()
                    .defaultValue(InfluxDb3SourceBuilder.DEFAULT_DELAY)
                    .withDescription(
                            "How old a point is when a source without an end looks for it first:"
                                    + " the time that its writer usually needs.");

    public static final ConfigOption<Duration> SCAN_LATENESS =
            ConfigOptions.key("scan.lateness")
                    .durationType()
                    .defaultValue(InfluxDb3SourceBuilder.DEFAULT_LATENESS)
                    .withDescription(
                            "For how long after that it is looked for again. A point that is"
                                    + " written later than 'scan.delay' and 'scan.lateness' behind"
                                    + " its time is missed. Each point of that time takes 8 bytes"
                                    + " of state.");

    public static final ConfigOption<Duration> SCAN_TABLE_DISCOVERY_INTERVAL =
            ConfigOptions.key("scan.table-discovery.interval")
                    .durationType()
                    .defaultValue(InfluxDb3SourceBuilder.DEFAULT_DISCOVERY_INTERVAL)
                    .withDescription(
                            "How long a source without an end waits between two looks for tables"
                                    + " that match 'table-pattern', or that are named and not"
                                    + " there yet.");

    public static final ConfigOption<Duration> SCAN_REQUEST_TIMEOUT =
            ConfigOptions.key("scan.request-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "How long the server may be silent during a query, before its first"
                                    + " row or between two, until it is asked again. Lookups"
                                    + " included.");

    public static final ConfigOption<Duration> SCAN_RETRY_TIMEOUT =
            ConfigOptions.key("scan.retry.timeout")
                    .durationType()
                    .defaultValue(InfluxDb3SourceBuilder.DEFAULT_RETRY.timeout())
                    .withDescription(
                            "How long a query is tried again, from where it broke off, while the"
                                    + " server cannot be reached or fails. Zero means without"
                                    + " limit.");

    public static final ConfigOption<String> LOOKUP_LAST_CACHE =
            ConfigOptions.key("lookup.last-cache")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The last-value cache of the server that a lookup join asks in place of"
                                    + " the table. Its columns must hold those of the join.");

    public static final ConfigOption<Duration> LOOKUP_MAX_AGE =
            ConfigOptions.key("lookup.max-age")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "How old a point may be that a lookup join finds. InfluxDB 3 Core"
                                    + " refuses to look further back than about 72 h; a last-value"
                                    + " cache needs no such bound. By default any age.");

    public static final ConfigOption<FilterHandlingPolicy> FILTER_HANDLING_POLICY =
            ConfigOptions.key("filter.handling.policy")
                    .enumType(FilterHandlingPolicy.class)
                    .defaultValue(FilterHandlingPolicy.ALWAYS)
                    .withDescription(
                            "Who evaluates the conditions of a query: 'always' the server, where"
                                    + " they mean the same there, so that rows which are not"
                                    + " wanted are not sent; 'never' Flink alone.");

    public static final ConfigOption<Integer> SINK_BUFFER_FLUSH_MAX_ROWS =
            ConfigOptions.key("sink.buffer-flush.max-rows")
                    .intType()
                    .defaultValue(10_000)
                    .withDescription(
                            "How many points make a request worth sending. While all requests are"
                                    + " under way, the next one grows on, up to"
                                    + " sink.buffer-flush.max-size. Five times as many if the input"
                                    + " is bounded and the option is not set.");

    public static final ConfigOption<MemorySize> SINK_BUFFER_FLUSH_MAX_SIZE =
            ConfigOptions.key("sink.buffer-flush.max-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(4))
                    .withDescription(
                            "The size of its lines before compression at which a request is sent;"
                                    + " at most 9 mb. 8 mb if the input is bounded and the option"
                                    + " is not set.");

    public static final ConfigOption<Duration> SINK_BUFFER_FLUSH_INTERVAL =
            ConfigOptions.key("sink.buffer-flush.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(1))
                    .withDescription(
                            "How long a point waits at most until its request is sent. Zero means"
                                    + " no such limit; a bounded input has none.");

    public static final ConfigOption<Integer> SINK_REQUESTS_MAX_INFLIGHT =
            ConfigOptions.key("sink.requests.max-inflight")
                    .intType()
                    .defaultValue(8)
                    .withDescription(
                            "How many requests of a subtask wait for their answers at the same"
                                    + " time. InfluxDB 3 answers once a second, so the rate is this"
                                    + " number times the points of a request.");

    public static final ConfigOption<Duration> SINK_REQUEST_TIMEOUT =
            ConfigOptions.key("sink.request-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription(
                            "How long a request may take before it is sent again. More than the"
                                    + " second for which InfluxDB 3 holds it back.");

    public static final ConfigOption<CompressionType> SINK_COMPRESSION =
            ConfigOptions.key("sink.compression")
                    .enumType(CompressionType.class)
                    .defaultValue(CompressionType.GZIP)
                    .withDescription("How requests are compressed: 'gzip' or 'none'.");

    public static final ConfigOption<Integer> SINK_COMPRESSION_LEVEL =
            ConfigOptions.key("sink.compression.level")
                    .intType()
                    .defaultValue(1)
                    .withDescription(
                            "The level of gzip, from 1 to 9. Level 6 takes five times as long as"
                                    + " level 1 to save a fifth of the bytes.");

    public static final ConfigOption<Boolean> SINK_NO_SYNC =
            ConfigOptions.key("sink.no-sync")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether the server may confirm points before they are durable. Faster"
                                    + " for small requests, but not at-least-once any more: points"
                                    + " that it confirmed are lost if it crashes.");

    private InfluxDb3ConnectorOptions() {}
}
