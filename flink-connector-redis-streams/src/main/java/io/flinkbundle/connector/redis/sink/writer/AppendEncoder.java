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

package io.flinkbundle.connector.redis.sink.writer;

import io.flinkbundle.connector.common.batching.ElementEncoder;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.AppendOptions;
import io.flinkbundle.connector.redis.client.AppendTarget;
import io.flinkbundle.connector.redis.client.Reasons;
import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.sink.RedisStreamsSerializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.util.MathUtils;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the commands of a record, on the task thread. */
@Internal
public final class AppendEncoder<T> implements ElementEncoder<T, StreamAppend> {

    private final RedisStreamsSerializationSchema<T> schema;
    private final List<AppendTarget> targets;
    private final Routing routing;
    private final AppendOptions options;
    private final BadRecords badRecords;
    private final CollectedEntry entry = new CollectedEntry();
    private AppendTarget lastChosen;
    private int nextTarget;

    /**
     * @param schema already open
     * @param streams where records go for which the schema does not choose
     * @param routing to which of the streams
     */
    public AppendEncoder(
            RedisStreamsSerializationSchema<T> schema,
            List<String> streams,
            Routing routing,
            AppendOptions options,
            BadRecords badRecords) {
        this.schema = schema;
        this.targets = streams.stream().map(key -> new AppendTarget(key, options)).toList();
        this.routing = routing;
        this.options = options;
        this.badRecords = badRecords;
        this.lastChosen = targets.get(0);
    }

    @Override
    public void encode(T record, SinkWriter.Context context, Consumer<StreamAppend> out)
            throws IOException {
        entry.clear();
        try {
            schema.serialize(record, entry);
        } catch (IOException | RuntimeException e) {
            reject(record, "the record cannot be written: " + Reasons.of(e));
            return;
        }
        if (entry.isEmpty()) {
            reject(record, "the record has no field that is not null, and an entry needs one");
            return;
        }
        Optional<String> chosen = entry.chosenStream();
        if (chosen.isPresent()) {
            out.accept(entry.appendTo(targetOf(chosen.get())));
        } else if (routing == Routing.ONE) {
            out.accept(entry.appendTo(oneOfTheTargets()));
        } else {
            for (AppendTarget target : targets) {
                out.accept(entry.appendTo(target));
            }
        }
    }

    /** The hash is part of the contract: another one would scatter the entries of a key. */
    private AppendTarget oneOfTheTargets() {
        Optional<byte[]> key = entry.partitionKey();
        if (key.isPresent()) {
            int hash = MathUtils.murmurHash(Arrays.hashCode(key.get()));
            return targets.get(hash % targets.size());
        }
        nextTarget = (nextTarget + 1) % targets.size();
        return targets.get(nextTarget);
    }

    /** Rows often name the same stream as the row before. */
    private AppendTarget targetOf(String stream) {
        if (!lastChosen.stream().equals(stream)) {
            lastChosen = new AppendTarget(stream, options);
        }
        return lastChosen;
    }

    private void reject(T record, String reason) throws IOException {
        badRecords.reject(reason, schema.describe(record));
    }

    @Override
    public void flush() throws IOException {
        badRecords.flush();
    }

    @Override
    public void close() throws IOException {
        badRecords.close();
    }
}
