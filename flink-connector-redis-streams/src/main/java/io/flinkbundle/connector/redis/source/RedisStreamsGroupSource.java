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

package io.flinkbundle.connector.redis.source;

import io.flinkbundle.connector.redis.RedisStreamsLineage;
import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.source.enumerator.GroupEnumerator;
import io.flinkbundle.connector.redis.source.enumerator.GroupEnumeratorState;
import io.flinkbundle.connector.redis.source.enumerator.GroupEnumeratorStateSerializer;
import io.flinkbundle.connector.redis.source.enumerator.GroupPlanner;
import io.flinkbundle.connector.redis.source.reader.GroupConfig;
import io.flinkbundle.connector.redis.source.reader.GroupSourceReader;
import io.flinkbundle.connector.redis.source.reader.ReaderConfig;
import io.flinkbundle.connector.redis.source.split.GroupSplit;
import io.flinkbundle.connector.redis.source.split.GroupSplitSerializer;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * Reads Redis streams as a consumer group, at-least-once. The server shares the entries of a stream
 * out among all subtasks, and among other members of the group; their order is lost, and one busy
 * stream can be read by any number of subtasks. Where order or exactly-once matters, or the streams
 * are many, {@link RedisStreamsSource} is the better and cheaper choice.
 *
 * <pre>{@code
 * RedisStreamsGroupSource<String> source =
 *         RedisStreamsGroupSource.<String>builder()
 *                 .setConnection(RedisConnectionOptions.builder().setHost("redis.example").build())
 *                 .setStreams("tasks")
 *                 .setGroupId("workers")
 *                 .setDeserializer(
 *                         RedisStreamsDeserializationSchema.payload(
 *                                 "payload", new SimpleStringSchema()))
 *                 .build();
 * }</pre>
 *
 * <p>Entries are acknowledged when a checkpoint that holds them completes. After a failure, those
 * that the checkpoint does not hold are delivered again, to the same subtask; what a subtask that
 * no longer exists has left, and other members that are gone, is taken over after a while. Without
 * checkpoints nothing is acknowledged: entries stay pending, and reading stops at the limit of
 * them. A restored savepoint does not bring back what was acknowledged since. Immutable.
 *
 * @param <T> the records
 * @see <a href="https://redis.io/docs/latest/commands/xreadgroup/">XREADGROUP</a>
 */
@PublicEvolving
public final class RedisStreamsGroupSource<T>
        implements Source<T, GroupSplit, GroupEnumeratorState>,
                ResultTypeQueryable<T>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;
    private static final String CONNECTOR = "redis-streams";

    private final RedisStreamsClient client;
    private final StreamSelection streams;
    private final StartupMode startupMode;
    private final BoundedMode boundedMode;
    private final GroupConfig group;
    private final ReaderConfig readerConfig;
    private final RedisStreamsDeserializationSchema<T> deserializer;

    RedisStreamsGroupSource(
            RedisStreamsClient client,
            StreamSelection streams,
            StartupMode startupMode,
            BoundedMode boundedMode,
            GroupConfig group,
            ReaderConfig readerConfig,
            RedisStreamsDeserializationSchema<T> deserializer) {
        this.client = client;
        this.streams = streams;
        this.startupMode = startupMode;
        this.boundedMode = boundedMode;
        this.group = group;
        this.readerConfig = readerConfig;
        this.deserializer = deserializer;
    }

    /** See {@link RedisStreamsGroupSourceBuilder} for the settings and their defaults. */
    public static <T> RedisStreamsGroupSourceBuilder<T> builder() {
        return new RedisStreamsGroupSourceBuilder<>();
    }

    @Override
    public Boundedness getBoundedness() {
        return boundedMode instanceof BoundedMode.Unbounded
                ? Boundedness.CONTINUOUS_UNBOUNDED
                : Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<GroupSplit, GroupEnumeratorState> createEnumerator(
            SplitEnumeratorContext<GroupSplit> context) {
        return restoreEnumerator(context, GroupEnumeratorState.INITIAL);
    }

    @Override
    public SplitEnumerator<GroupSplit, GroupEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<GroupSplit> context, GroupEnumeratorState checkpoint) {
        return new GroupEnumerator(
                context,
                client,
                new GroupPlanner(client, group.group(), startupMode),
                streams,
                getBoundedness(),
                checkpoint);
    }

    @Override
    public SourceReader<T, GroupSplit> createReader(SourceReaderContext context) throws Exception {
        deserializer.open(new SchemaContext(context));
        return GroupSourceReader.create(
                client, group, readerConfig, deserializer, CONNECTOR, context);
    }

    @Override
    public SimpleVersionedSerializer<GroupSplit> getSplitSerializer() {
        return GroupSplitSerializer.INSTANCE;
    }

    @Override
    public SimpleVersionedSerializer<GroupEnumeratorState> getEnumeratorCheckpointSerializer() {
        return GroupEnumeratorStateSerializer.INSTANCE;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return deserializer.getProducedType();
    }

    @Override
    public LineageVertex getLineageVertex() {
        return RedisStreamsLineage.source(client.address(), streams.names(), getBoundedness());
    }
}
