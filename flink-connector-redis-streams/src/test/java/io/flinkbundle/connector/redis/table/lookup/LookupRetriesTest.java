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

package io.flinkbundle.connector.redis.table.lookup;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.client.RedisRequestException;
import io.flinkbundle.connector.redis.client.RedisUnavailableException;
import io.flinkbundle.connector.redis.testing.FakeKeys;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LookupRetriesTest {

    private final FakeKeys redis = new FakeKeys();

    @Test
    void connectsAsSoonAsTheServerIsThere() throws Exception {
        redis.connectFailures.add(RedisFailures.unavailable());
        redis.connectFailures.add(RedisFailures.unavailable());

        retries(2).connect(Readers.ofHashes(redis, BadRecordHandling.fail()));

        assertThat(redis.opened).isEqualTo(1);
    }

    @Test
    void givesUpAfterTheLastRetry() {
        redis.connectFailures.add(RedisFailures.unavailable());
        redis.connectFailures.add(RedisFailures.unavailable());

        assertThatThrownBy(
                        () -> retries(1).connect(Readers.ofHashes(redis, BadRecordHandling.fail())))
                .isInstanceOf(RedisUnavailableException.class);
        assertThat(redis.connectFailures).isEmpty();
    }

    @Test
    void doesNotTryAWrongLoginAgain() {
        redis.connectFailures.add(RedisFailures.refused("WRONGPASS"));

        assertThatThrownBy(
                        () -> retries(5).connect(Readers.ofHashes(redis, BadRecordHandling.fail())))
                .isInstanceOf(RedisRequestException.class)
                .hasMessage("WRONGPASS");
    }

    private static LookupRetries retries(int maxRetries) {
        return new LookupRetries(maxRetries, Duration.ofMillis(1));
    }
}
