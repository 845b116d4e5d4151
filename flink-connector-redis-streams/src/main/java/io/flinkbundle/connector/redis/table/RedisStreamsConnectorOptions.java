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

import io.flinkbundle.connector.redis.source.DataLossPolicy;
import io.flinkbundle.connector.redis.source.ReadFrom;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;
import java.util.List;

/**
 * The table options of the connector {@code redis-streams}, beside those that all connectors of the
 * bundle share.
 */
@PublicEvolving
public final class RedisStreamsConnectorOptions {

    public static final ConfigOption<List<String>> STREAMS =
            ConfigOptions.key("streams")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "The keys of the streams, separated by ';'. A sink sends each row to"
                                    + " each of them, unless the metadata column 'stream' names"
                                    + " one.");

    public static final ConfigOption<String> TOPIC =
            ConfigOptions.key("topic")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A topic, in place of 'streams': the streams with the keys '<topic>:0'"
                                    + " to '<topic>:n-1', n being 'topic.partitions'. A sink sends"
                                    + " each row to one of them, see 'key.fields'.");

    public static final ConfigOption<Integer> TOPIC_PARTITIONS =
            ConfigOptions.key("topic.partitions")
                    .intType()
                    .noDefaultValue()
                    .withDescription("How many streams the topic has. Required with 'topic'.");

    public static final ConfigOption<List<String>> KEY_FIELDS =
            ConfigOptions.key("key.fields")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "The columns of the key, separated by ';'. With 'key.format' they stand"
                                    + " in 'key-field'. With 'topic' they decide on the stream to"
                                    + " which a sink sends a row, so that rows of a key stay in"
                                    + " order; without them rows go to the streams in turns.");

    public static final ConfigOption<String> STREAMS_PATTERN =
            ConfigOptions.key("streams.pattern")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A pattern, in place of 'streams', with the wildcards of Redis ('*',"
                                    + " '?', '[ab]'): all streams whose key matches are read.");

    public static final ConfigOption<Duration> SCAN_STREAM_DISCOVERY_INTERVAL =
            ConfigOptions.key("scan.stream-discovery.interval")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "With 'streams.pattern': how often new streams are looked for, which"
                                    + " goes over all keys of the server. They are read from their"
                                    + " beginning.");

    public static final ConfigOption<String> PAYLOAD_FIELD =
            ConfigOptions.key("payload-field")
                    .stringType()
                    .defaultValue("payload")
                    .withDescription(
                            "With 'format': the field of an entry that holds the whole row. No"
                                    + " other field is read or written.");

    public static final ConfigOption<String> VALUE_FORMAT =
            ConfigOptions.key("value.format")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Another name of 'format', with 'value.' before the options of the"
                                    + " format too.");

    public static final ConfigOption<String> KEY_FORMAT =
            ConfigOptions.key("key.format")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'format': the format of 'key-field', a second field of an entry,"
                                    + " which holds the columns of 'key.fields'.");

    public static final ConfigOption<String> KEY_FIELD =
            ConfigOptions.key("key-field")
                    .stringType()
                    .defaultValue("key")
                    .withDescription(
                            "With 'key.format': the field of an entry that holds the key.");

    public static final ConfigOption<ValueFields> VALUE_FIELDS_INCLUDE =
            ConfigOptions.key("value.fields-include")
                    .enumType(ValueFields.class)
                    .defaultValue(ValueFields.ALL)
                    .withDescription(
                            "With 'key.format': whether 'payload-field' holds all columns or, with"
                                    + " 'EXCEPT_KEY', those that are not in the key.");

    public static final ConfigOption<UnknownFields> FIELDS_UNKNOWN =
            ConfigOptions.key("fields.unknown")
                    .enumType(UnknownFields.class)
                    .defaultValue(UnknownFields.IGNORE)
                    .withDescription(
                            "Without 'format': what a field means that is no column of the table."
                                    + " 'ignore' leaves it out; with 'fail' the entry is"
                                    + " malformed, see 'scan.on-malformed'.");

    public static final ConfigOption<ScanMode> SCAN_MODE =
            ConfigOptions.key("scan.mode")
                    .enumType(ScanMode.class)
                    .defaultValue(ScanMode.OFFSETS)
                    .withDescription(
                            "How streams are read. 'offsets': positions are kept in Flink's"
                                    + " checkpoints, each stream is read by one subtask, in order"
                                    + " and exactly once into Flink's state. 'consumer-group':"
                                    + " the server shares entries out among all subtasks and other"
                                    + " members of 'group.id', at least once and in no order.");

    public static final ConfigOption<String> GROUP_ID =
            ConfigOptions.key("group.id")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'scan.mode' = 'consumer-group': the name of the group. It is"
                                    + " created where it is missing.");

    public static final ConfigOption<String> GROUP_CONSUMER_PREFIX =
            ConfigOptions.key("group.consumer-prefix")
                    .stringType()
                    .defaultValue("flink")
                    .withDescription(
                            "With 'scan.mode' = 'consumer-group': what the names of the members"
                                    + " begin with; the number of the subtask follows. Two jobs"
                                    + " that read through one group need two prefixes.");

    public static final ConfigOption<Duration> GROUP_CLAIM_MIN_IDLE =
            ConfigOptions.key("group.claim-min-idle")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(10))
                    .withDescription(
                            "With 'scan.mode' = 'consumer-group': for how long a member outside of"
                                    + " the job, or one that a smaller parallelism has left behind,"
                                    + " may keep an entry before it is taken over.");

    public static final ConfigOption<Integer> GROUP_MAX_PENDING =
            ConfigOptions.key("group.max-pending")
                    .intType()
                    .defaultValue(100_000)
                    .withDescription(
                            "With 'scan.mode' = 'consumer-group': about how many entries of a"
                                    + " subtask may wait for the checkpoint that acknowledges them"
                                    + " before it reads no more.");

    public static final ConfigOption<ScanStartupMode> SCAN_STARTUP_MODE =
            ConfigOptions.key("scan.startup.mode")
                    .enumType(ScanStartupMode.class)
                    .noDefaultValue()
                    .withDescription(
                            "Where reading begins when there is no checkpoint to continue from:"
                                    + " 'earliest', 'latest', 'timestamp' or 'specific-ids'. By"
                                    + " default 'latest', or 'earliest' if 'scan.bounded.mode' is"
                                    + " not 'unbounded'. A consumer group that exists goes on where"
                                    + " it stands; the mode tells where a missing one begins, by"
                                    + " default ('group-offsets') with the oldest entry.");

    public static final ConfigOption<List<String>> SCAN_STARTUP_SPECIFIC_IDS =
            ConfigOptions.key("scan.startup.specific-ids")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "With 'scan.startup.mode' = 'specific-ids': for each stream the id of"
                                    + " the entry after which reading begins, such as"
                                    + " 'orders=1526919030474-55;refunds=0-0'.");

    public static final ConfigOption<ScanBoundedMode> SCAN_BOUNDED_MODE =
            ConfigOptions.key("scan.bounded.mode")
                    .enumType(ScanBoundedMode.class)
                    .defaultValue(ScanBoundedMode.UNBOUNDED)
                    .withDescription(
                            "Where reading ends: never with 'unbounded'; with 'latest' at the"
                                    + " newest entry at the time the job starts; with 'timestamp'"
                                    + " before 'scan.bounded.timestamp'; with 'specific-ids' at"
                                    + " the entries of 'scan.bounded.specific-ids'; with 'duration'"
                                    + " after 'scan.bounded.duration'; with 'idle' when nothing has"
                                    + " come for 'scan.bounded.idle-timeout'.");

    public static final ConfigOption<List<String>> SCAN_BOUNDED_SPECIFIC_IDS =
            ConfigOptions.key("scan.bounded.specific-ids")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "With 'scan.bounded.mode' = 'specific-ids': for each stream the id of"
                                    + " the last entry to read, written as"
                                    + " 'scan.startup.specific-ids' is.");

    public static final ConfigOption<Duration> SCAN_BOUNDED_DURATION =
            ConfigOptions.key("scan.bounded.duration")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'scan.bounded.mode' = 'duration': how long after the first start"
                                    + " of the job the source ends, by the clock of the server. A"
                                    + " restart does not prolong it.");

    public static final ConfigOption<Duration> SCAN_BOUNDED_IDLE_TIMEOUT =
            ConfigOptions.key("scan.bounded.idle-timeout")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'scan.bounded.mode' = 'idle': a subtask ends when none of its"
                                    + " streams has had an entry for this long. The time during"
                                    + " which the server is away does not count.");

    public static final ConfigOption<ReadFrom> SCAN_READ_FROM =
            ConfigOptions.key("scan.read-from")
                    .enumType(ReadFrom.class)
                    .defaultValue(ReadFrom.MASTER)
                    .withDescription(
                            "With 'mode' = 'sentinel' or 'cluster': which servers are read,"
                                    + " 'master' or 'replica'. A replica relieves the master and"
                                    + " may be behind it.");

    public static final ConfigOption<DataLossPolicy> SCAN_ON_DATA_LOSS =
            ConfigOptions.key("scan.on-data-loss")
                    .enumType(DataLossPolicy.class)
                    .defaultValue(DataLossPolicy.FAIL)
                    .withDescription(
                            "What follows when entries were trimmed or deleted before they were"
                                    + " read, or a stream was removed or made anew: 'fail' fails"
                                    + " the job; 'log' logs an error and reads on with what is"
                                    + " there. Both count it.");

    public static final ConfigOption<String> SCAN_PROGRESS_GROUP =
            ConfigOptions.key("scan.progress-group")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A consumer group that shows operators how far the last checkpoint has"
                                    + " come, with its lag in XINFO GROUPS. Nobody reads through"
                                    + " it. By default there is none.");

    public static final ConfigOption<Boolean> SCAN_TRIM_AFTER_CHECKPOINT =
            ConfigOptions.key("scan.trim-after-checkpoint")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether entries are removed from the streams once a checkpoint is"
                                    + " behind them. Only where nobody else reads them, and no"
                                    + " older savepoint will be restored.");

    public static final ConfigOption<Duration> SCAN_BLOCK_TIMEOUT =
            ConfigOptions.key("scan.block-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMillis(250))
                    .withDescription(
                            "How long a read waits at the server for new entries before it is"
                                    + " repeated, 10 s at most. New entries end the wait at"
                                    + " once.");

    public static final ConfigOption<Integer> SCAN_BATCH_SIZE =
            ConfigOptions.key("scan.batch-size")
                    .intType()
                    .defaultValue(1000)
                    .withDescription(
                            "About how many entries one read returns, over all streams of a"
                                    + " subtask.");

    public static final ConfigOption<Boolean> SINK_CREATE_STREAM =
            ConfigOptions.key("sink.create-stream")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether a missing stream is created. If not, rows for it are"
                                    + " rejected, see 'sink.on-rejected'.");

    public static final ConfigOption<Integer> SINK_BUFFER_FLUSH_MAX_ROWS =
            ConfigOptions.key("sink.buffer-flush.max-rows")
                    .intType()
                    .defaultValue(1000)
                    .withDescription(
                            "How many entries are sent in one go. Ten times the default if the"
                                    + " input is bounded and the option is not set; not with"
                                    + " 'exactly-once', where it is the size of a transaction.");

    public static final ConfigOption<MemorySize> SINK_BUFFER_FLUSH_MAX_SIZE =
            ConfigOptions.key("sink.buffer-flush.max-size")
                    .memoryType()
                    .defaultValue(new MemorySize(256 * 1024))
                    .withDescription(
                            "The size of entries that are sent in one go. Ten times the default if"
                                    + " the input is bounded and the option is not set; not with"
                                    + " 'exactly-once', where it is the size of a transaction.");

    public static final ConfigOption<Duration> SINK_BUFFER_FLUSH_INTERVAL =
            ConfigOptions.key("sink.buffer-flush.interval")
                    .durationType()
                    .defaultValue(Duration.ofMillis(100))
                    .withDescription(
                            "With 'at-least-once': the longest time that a row waits before it is"
                                    + " sent. Zero leaves it to the size of the batch and to"
                                    + " checkpoints.");

    public static final ConfigOption<Long> SINK_TRIM_MAX_LEN =
            ConfigOptions.key("sink.trim.max-len")
                    .longType()
                    .noDefaultValue()
                    .withDescription(
                            "How many entries a stream keeps; each append removes older ones. By"
                                    + " default all stay.");

    public static final ConfigOption<String> SINK_TRIM_MIN_ID =
            ConfigOptions.key("sink.trim.min-id")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The lowest id that a stream keeps, such as '1700000000000-0'; each"
                                    + " append removes entries with lower ones. By default all"
                                    + " stay.");

    public static final ConfigOption<Boolean> SINK_TRIM_EXACT =
            ConfigOptions.key("sink.trim.exact")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether trimming is exact to the entry, which costs the server more"
                                    + " than twice the time of an append, or leaves some entries"
                                    + " more.");

    public static final ConfigOption<Long> SINK_TRIM_LIMIT =
            ConfigOptions.key("sink.trim.limit")
                    .longType()
                    .noDefaultValue()
                    .withDescription(
                            "The most entries that one append removes, where trimming is not exact;"
                                    + " zero for no limit. By default the server decides: a hundred"
                                    + " nodes of the stream.");

    public static final ConfigOption<Integer> SINK_WAIT_REPLICAS =
            ConfigOptions.key("sink.wait.replicas")
                    .intType()
                    .defaultValue(0)
                    .withDescription(
                            "How many replicas must have what was written before it counts as"
                                    + " written. Fewer stop the sink as a server that is away"
                                    + " does.");

    public static final ConfigOption<Duration> SINK_WAIT_TIMEOUT =
            ConfigOptions.key("sink.wait.timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(1))
                    .withDescription(
                            "With 'sink.wait.replicas': how long one attempt waits for them, 5 s at"
                                    + " most.");

    public static final ConfigOption<String> DEAD_LETTER_STREAM =
            ConfigOptions.key("dead-letter.stream")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'dead-letter', in place of 'dead-letter.path': the stream, on the"
                                    + " same Redis, to which bad records are written.");

    public static final ConfigOption<String> SINK_ID =
            ConfigOptions.key("sink.id")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'exactly-once': the name under which Redis remembers this sink's"
                                    + " commits. It stays the same when a job is restored, and"
                                    + " differs between sinks of one stream. By default the"
                                    + " table's identifier.");

    public static final ConfigOption<MemorySize> SINK_EXACTLY_ONCE_MAX_BUFFER =
            ConfigOptions.key("sink.exactly-once.max-buffer")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(64))
                    .withDescription(
                            "With 'exactly-once': how much of the rows between two checkpoints"
                                    + " rides in the checkpoint, for each subtask; 1 gb at most."
                                    + " The rest goes to 'sink.staging.path'.");

    public static final ConfigOption<String> SINK_STAGING_PATH =
            ConfigOptions.key("sink.staging.path")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'exactly-once': the folder, on any file system that Flink knows"
                                    + " and all TaskManagers see, for rows between two checkpoints"
                                    + " that 'sink.exactly-once.max-buffer' does not hold. Without"
                                    + " it the job fails when there are such rows. Required where"
                                    + " there are no checkpoints: all rows wait there then.");

    public static final ConfigOption<Duration> SINK_MARKER_RETENTION =
            ConfigOptions.key("sink.marker-retention")
                    .durationType()
                    .defaultValue(Duration.ofDays(30))
                    .withDescription(
                            "With 'exactly-once': how long Redis remembers a commit: at least as"
                                    + " long as a savepoint may be restored.");

    private RedisStreamsConnectorOptions() {}
}
