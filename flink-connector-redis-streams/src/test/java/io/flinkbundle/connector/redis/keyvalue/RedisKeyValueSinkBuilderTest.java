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

package io.flinkbundle.connector.redis.keyvalue;

import io.flinkbundle.connector.redis.client.RedisConnectionOptions;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisKeyValueSinkBuilderTest {

    private final RedisKeyValueSinkBuilder<String> builder = RedisKeyValueSink.builder();

    @Test
    void needsAConnection() {
        builder.setSerializer((element, out) -> {});

        assertThatThrownBy(builder::build).hasMessageContaining("Set the connection");
    }

    @Test
    void needsASerializer() {
        builder.setConnection(RedisConnectionOptions.builder().setHost("redis.example").build());

        assertThatThrownBy(builder::build).hasMessageContaining("Set the serializer");
    }

    @Test
    void refusesATimeToLiveThatTheServerCannotCount() {
        assertThatThrownBy(() -> builder.setTtl(Duration.ofNanos(999_999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("less than 1 ms");
    }
}
