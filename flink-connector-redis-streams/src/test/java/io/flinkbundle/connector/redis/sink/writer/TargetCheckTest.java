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

import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.testing.FakeRedis;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TargetCheckTest {

    private final FakeRedis redis = new FakeRedis().add("present", "1-0");

    @Test
    void refusesAMissingStreamThatMustNotBeCreated() {
        assertThatThrownBy(() -> TargetCheck.verify(redis, List.of("present", "absent"), false))
                .hasMessageContaining("'absent' does not exist")
                .hasMessageContaining("'sink.create-stream'");
    }

    @Test
    void takesAMissingStreamThatIsCreated() {
        assertThatCode(() -> TargetCheck.verify(redis, List.of("absent"), true))
                .doesNotThrowAnyException();
    }

    @Test
    void failsAtAKeyThatIsNoStream() {
        redis.failNextDescribe(RedisFailures.refused("WRONGTYPE of 'present'"));

        assertThatThrownBy(() -> TargetCheck.verify(redis, List.of("present"), true))
                .hasMessageContaining("WRONGTYPE");
    }
}
