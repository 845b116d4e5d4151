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

import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.source.enumerator.RedisStreamsEnumeratorState;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;

import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.testutils.source.reader.TestingSplitEnumeratorContext;

import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisStreamsSourceTest {

    private final TestingSplitEnumeratorContext<RedisStreamsSplit> context =
            new TestingSplitEnumeratorContext<>(1);

    @Test
    void refusesACheckpointWithAnotherBoundedMode() {
        RedisStreamsEnumeratorState checkpoint = checkpointOf(BoundedMode.unbounded());

        assertThatThrownBy(
                        () -> source(BoundedMode.latest()).restoreEnumerator(context, checkpoint))
                .hasMessageContaining("'scan.bounded.mode'")
                .hasMessageContaining("'unbounded'")
                .hasMessageContaining("'latest'");
    }

    @Test
    void refusesACheckpointWithAnotherEnd() {
        RedisStreamsEnumeratorState checkpoint =
                checkpointOf(BoundedMode.timestamp(Instant.ofEpochMilli(1)));

        assertThatThrownBy(
                        () ->
                                source(BoundedMode.timestamp(Instant.ofEpochMilli(2)))
                                        .restoreEnumerator(context, checkpoint))
                .hasMessageContaining("1970-01-01T00:00:00.001Z")
                .hasMessageContaining("1970-01-01T00:00:00.002Z");
    }

    @Test
    void takesItsOwnCheckpoint() throws Exception {
        RedisStreamsEnumeratorState checkpoint = checkpointOf(BoundedMode.latest());

        assertThat(
                        source(BoundedMode.latest())
                                .restoreEnumerator(context, checkpoint)
                                .snapshotState(2))
                .isEqualTo(checkpoint);
    }

    private RedisStreamsEnumeratorState checkpointOf(BoundedMode mode) {
        try {
            return source(mode).createEnumerator(context).snapshotState(1);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static RedisStreamsSource<String> source(BoundedMode mode) {
        return RedisStreamsSource.<String>builder()
                .setConnection(RedisConnectionOptions.builder().setHost("localhost").build())
                .setStreams("s")
                .setBoundedMode(mode)
                .setDeserializer(
                        RedisStreamsDeserializationSchema.payload(
                                "payload", new SimpleStringSchema()))
                .build();
    }
}
