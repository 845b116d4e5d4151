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

package io.flinkbundle.connector.redis.source.reader;

import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.enumerator.NoStreamsEvent;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;
import io.flinkbundle.connector.redis.testing.FakeRedis;

import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

class RedisStreamsSourceReaderTest {

    private final IdleOutput output = new IdleOutput();
    private final RedisStreamsSourceReader<String> reader =
            RedisStreamsSourceReader.create(
                    new FakeRedis(),
                    ReaderConfig.of(10, Duration.ofMillis(1)),
                    RedisStreamsDeserializationSchema.payload("p", new SimpleStringSchema()),
                    "redis-streams",
                    new TestingReaderContext());

    @AfterEach
    void close() throws Exception {
        reader.close();
    }

    @Test
    void isIdleWhenThereAreNoStreamsForIt() throws Exception {
        reader.start();
        reader.pollNext(output);

        reader.handleSourceEvents(new NoStreamsEvent());

        assertThat(reader.isAvailable()).isDone();
        reader.pollNext(output);
        assertThat(output.idle).isTrue();
    }

    @Test
    void isNotIdleWithAStreamFromItsCheckpoint() throws Exception {
        reader.addSplits(
                List.of(
                        new RedisStreamsSplit(
                                "s", StreamId.ZERO, Optional.empty(), OptionalLong.empty())));
        reader.start();

        reader.handleSourceEvents(new NoStreamsEvent());

        reader.pollNext(output);
        assertThat(output.idle).isFalse();
    }

    private static final class IdleOutput extends TestingReaderOutput<String> {

        private boolean idle;

        @Override
        public void markIdle() {
            idle = true;
        }
    }
}
