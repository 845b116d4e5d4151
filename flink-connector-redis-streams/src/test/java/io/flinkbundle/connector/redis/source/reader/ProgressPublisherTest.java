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

import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;
import io.flinkbundle.connector.redis.testing.FakeRedis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressPublisherTest {

    private final FakeRedis redis = new FakeRedis();
    private final ProgressPublisher publisher =
            new ProgressPublisher(redis, new AfterCheckpoint("flink", true));

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void tellsThePositionsOfACompleteCheckpoint() throws Exception {
        publisher.snapshot(1, List.of(split("a", 5)));
        publisher.snapshot(2, List.of(split("a", 9)));

        publisher.complete(1);

        assertThat(nextTold()).isEqualTo("flink a 5-0 OptionalLong[5]");
        assertThat(nextTold()).isEqualTo("trim a 5-0");
    }

    @Test
    void tellsOnlyWhatIsNew() throws Exception {
        publisher.snapshot(1, List.of(split("a", 5), split("b", 1)));
        publisher.complete(1);
        take(4);
        publisher.snapshot(2, List.of(split("a", 5), split("b", 2)));

        publisher.complete(2);

        assertThat(nextTold()).isEqualTo("flink b 2-0 OptionalLong[2]");
        assertThat(nextTold()).isEqualTo("trim b 2-0");
    }

    @Test
    void tellsTheLastPositionOfASplitThatHasEnded() throws Exception {
        publisher.finished(List.of(split("a", 7)));
        publisher.snapshot(1, List.of());

        publisher.complete(1);

        assertThat(nextTold()).isEqualTo("flink a 7-0 OptionalLong[7]");
    }

    @Test
    void makesUpForAFailureAtTheNextCheckpoint() throws Exception {
        redis.failNextAdminConnection(RedisFailures.unavailable());
        publisher.snapshot(1, List.of(split("a", 5)));
        publisher.complete(1);
        assertThat(nextTold()).isEqualTo("refused");
        publisher.snapshot(2, List.of(split("a", 5)));

        publisher.complete(2);

        assertThat(nextTold()).isEqualTo("flink a 5-0 OptionalLong[5]");
    }

    @Test
    void ignoresACheckpointThatALaterOneHasPassed() throws Exception {
        publisher.snapshot(1, List.of(split("a", 5)));
        publisher.snapshot(2, List.of(split("a", 9)));
        publisher.complete(2);
        take(2);

        publisher.complete(1);
        publisher.snapshot(3, List.of(split("a", 11)));
        publisher.complete(3);

        assertThat(nextTold()).isEqualTo("flink a 11-0 OptionalLong[11]");
    }

    private void take(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            nextTold();
        }
    }

    private String nextTold() throws InterruptedException {
        return redis.told.poll(30, TimeUnit.SECONDS);
    }

    private static RedisStreamsSplit split(String stream, long millis) {
        return new RedisStreamsSplit(
                stream, new StreamId(millis, 0), Optional.empty(), OptionalLong.of(millis));
    }
}
