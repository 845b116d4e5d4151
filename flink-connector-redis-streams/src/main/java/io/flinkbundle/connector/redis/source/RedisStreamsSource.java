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
import io.flinkbundle.connector.redis.source.enumerator.RedisStreamsEnumerator;
import io.flinkbundle.connector.redis.source.enumerator.RedisStreamsEnumeratorState;
import io.flinkbundle.connector.redis.source.enumerator.RedisStreamsEnumeratorStateSerializer;
import io.flinkbundle.connector.redis.source.enumerator.SplitPlanner;
import io.flinkbundle.connector.redis.source.reader.ReaderConfig;
import io.flinkbundle.connector.redis.source.reader.RedisStreamsSourceReader;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplitSerializer;

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
 * Reads Redis streams. The id of the last entry of each stream is kept in Flink's checkpoints, so
 * each entry counts exactly once in Flink's state; nothing is written to the server unless the
 * builder is told to. Redis says nothing about entries that it trims or deletes before they are
 * read; the source notices them, see {@link RedisStreamsSourceBuilder#setOnDataLoss}.
 *
 * <pre>{@code
 * RedisStreamsSource<String> source =
 *         RedisStreamsSource.<String>builder()
 *                 .setConnection(RedisConnectionOptions.builder().setHost("redis.example").build())
 *                 .setStreams("orders", "refunds")
 *                 .setStartupMode(StartupMode.earliest())
 *                 .setDeserializer(
 *                         RedisStreamsDeserializationSchema.payload(
 *                                 "payload", new SimpleStringSchema()))
 *                 .build();
 * env.fromSource(source, WatermarkStrategy.forMonotonousTimestamps(), "orders");
 * }</pre>
 *
 * <p>Records carry the time part of their entry's id as timestamp; within a stream it never goes
 * back. The streams are spread evenly over the subtasks, and a subtask reads all of its streams
 * over one connection. A server that cannot be reached fails the job when it starts; when it goes
 * away later, the job waits and the gauge {@code blockedSince} tells since when. Immutable.
 *
 * @param <T> the records
 * @see <a href="https://redis.io/docs/latest/commands/xread/">XREAD</a>
 */
@PublicEvolving
public final class RedisStreamsSource<T>
        implements Source<T, RedisStreamsSplit, RedisStreamsEnumeratorState>,
                ResultTypeQueryable<T>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;
    private static final String CONNECTOR = "redis-streams";

    private final RedisStreamsClient client;
    private final StreamSelection streams;
    private final StartupMode startupMode;
    private final BoundedMode boundedMode;
    private final ReaderConfig readerConfig;
    private final RedisStreamsDeserializationSchema<T> deserializer;

    RedisStreamsSource(
            RedisStreamsClient client,
            StreamSelection streams,
            StartupMode startupMode,
            BoundedMode boundedMode,
            ReaderConfig readerConfig,
            RedisStreamsDeserializationSchema<T> deserializer) {
        this.client = client;
        this.streams = streams;
        this.startupMode = startupMode;
        this.boundedMode = boundedMode;
        this.readerConfig = readerConfig;
        this.deserializer = deserializer;
    }

    /** See {@link RedisStreamsSourceBuilder} for the settings and their defaults. */
    public static <T> RedisStreamsSourceBuilder<T> builder() {
        return new RedisStreamsSourceBuilder<>();
    }

    @Override
    public Boundedness getBoundedness() {
        return boundedMode instanceof BoundedMode.Unbounded
                ? Boundedness.CONTINUOUS_UNBOUNDED
                : Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<RedisStreamsSplit, RedisStreamsEnumeratorState> createEnumerator(
            SplitEnumeratorContext<RedisStreamsSplit> context) {
        return enumerator(context, RedisStreamsEnumeratorState.initial(boundedMode.describe()));
    }

    @Override
    public SplitEnumerator<RedisStreamsSplit, RedisStreamsEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<RedisStreamsSplit> context,
            RedisStreamsEnumeratorState checkpoint) {
        if (!checkpoint.boundedMode().equals(boundedMode.describe())) {
            throw new IllegalStateException(
                    "The source cannot be restored. The end of each stream is part of the"
                            + " checkpoint, and the checkpoint was taken with the bounded mode '"
                            + checkpoint.boundedMode()
                            + "', but the mode is '"
                            + boundedMode.describe()
                            + "' now. Set 'scan.bounded.mode' and what belongs to it as they were,"
                            + " or start without the checkpoint.");
        }
        return enumerator(context, checkpoint);
    }

    private RedisStreamsEnumerator enumerator(
            SplitEnumeratorContext<RedisStreamsSplit> context, RedisStreamsEnumeratorState state) {
        return new RedisStreamsEnumerator(
                context,
                client,
                new SplitPlanner(client, startupMode, boundedMode),
                streams,
                getBoundedness(),
                state);
    }

    @Override
    public SourceReader<T, RedisStreamsSplit> createReader(SourceReaderContext context)
            throws Exception {
        deserializer.open(new SchemaContext(context));
        return RedisStreamsSourceReader.create(
                client, readerConfig, deserializer, CONNECTOR, context);
    }

    @Override
    public SimpleVersionedSerializer<RedisStreamsSplit> getSplitSerializer() {
        return RedisStreamsSplitSerializer.INSTANCE;
    }

    @Override
    public SimpleVersionedSerializer<RedisStreamsEnumeratorState>
            getEnumeratorCheckpointSerializer() {
        return RedisStreamsEnumeratorStateSerializer.INSTANCE;
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
