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

package io.flinkbundle.connector.redis.client;

import io.flinkbundle.connector.common.secret.Secret;

import org.apache.flink.util.InstantiationUtil;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisConnectionOptionsTest {

    @Test
    void showsNoSecret() {
        RedisConnectionOptions options =
                RedisConnectionOptions.builder()
                        .setHost("redis.example")
                        .setUsername("flink")
                        .setPassword(Secret.inline("planted"))
                        .build();

        assertThat(options).hasToString("redis://flink@redis.example:6379/0");
    }

    @Test
    void travelsWithTheJob() throws Exception {
        RedisConnectionOptions options =
                RedisConnectionOptions.builder()
                        .setHost("redis.example")
                        .setPassword(Secret.inline("planted"))
                        .build();

        RedisConnectionOptions copy = InstantiationUtil.clone(options);

        assertThat(copy.address()).isEqualTo("redis.example:6379");
        assertThat(copy.readPassword()).hasValue("planted");
    }

    @Test
    void readsARotatedPassword(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "old\n");
        RedisConnectionOptions options =
                RedisConnectionOptions.builder()
                        .setHost("redis.example")
                        .setPassword(Secret.file(file.toString()))
                        .build();
        assertThat(options.readPassword()).hasValue("old");

        Files.writeString(file, "new\n");

        assertThat(options.readPassword()).hasValue("new");
    }

    @Test
    void refusesAUserWithoutAPassword() {
        assertThatThrownBy(
                        () ->
                                RedisConnectionOptions.builder()
                                        .setHost("redis.example")
                                        .setUsername("flink")
                                        .build())
                .hasMessageContaining("'flink' has no password");
    }

    @Test
    void refusesATimeoutThatMeansForEver() {
        assertThatThrownBy(() -> RedisConnectionOptions.builder().setSocketTimeout(Duration.ZERO))
                .hasMessageContaining("between 1 ms");
    }
}
