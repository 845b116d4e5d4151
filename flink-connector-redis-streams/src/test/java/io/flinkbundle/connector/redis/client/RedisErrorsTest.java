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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

import java.net.SocketTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

class RedisErrorsTest {

    private final RedisErrors errors = new RedisErrors("redis.example:6379", RedisMode.STANDALONE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "READONLY You can't write against a read only replica.",
                "CLUSTERDOWN Hash slot not served",
                "TRYAGAIN Multiple keys request during rehashing of slot",
                "BUSY Redis is busy running a script.",
                "MASTERDOWN Link with MASTER is down",
                "ERR max number of clients reached"
            })
    void triesAgainWhatPasses(String answer) {
        assertThat(errors.of("read stream 'a'", new JedisDataException(answer)))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("redis.example:6379")
                .hasMessageContaining(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "NOAUTH Authentication required.",
                "WRONGPASS invalid username-password pair or user is disabled.",
                "NOPERM User x has no permissions to run the 'xread' command",
                "ERR unknown command 'XREAD'"
            })
    void doesNotTryAgainWhatStays(String answer) {
        assertThat(errors.of("read stream 'a'", new JedisDataException(answer)))
                .isInstanceOf(RedisRequestException.class)
                .hasMessageContaining("redis.example:6379")
                .hasMessageContaining("read stream 'a'")
                .hasMessageContaining(answer);
    }

    @Test
    void tellsWhatOneKeyHoldsFromWhatConcernsAll() {
        assertThat(errors.of("read key 'a'", new JedisDataException("WRONGTYPE Operation")))
                .isInstanceOf(RefusedCommandException.class);
        assertThat(errors.of("read key 'a'", new JedisDataException("NOPERM No access")))
                .isNotInstanceOf(RefusedCommandException.class);
    }

    @Test
    void saysWhatToDoAboutAWrongType() {
        assertThat(errors.of("read stream 'a'", new JedisDataException("WRONGTYPE Operation")))
                .hasMessageEndingWith(
                        "The key holds a value of another kind; use another key or delete"
                                + " it.");
    }

    @Test
    void namesTheServerThatDoesNotAnswer() {
        JedisConnectionException timeout =
                new JedisConnectionException(new SocketTimeoutException("Read timed out"));

        assertThat(errors.of("read stream 'a'", timeout))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("redis.example:6379")
                .hasMessageContaining("Read timed out")
                .hasMessageContaining("'host' and 'port'");
    }

    @Test
    void knowsWhichErrorsConcernOneRequest() {
        assertThat(ServerError.concernsOneRequest("WRONGTYPE x")).isTrue();
        assertThat(ServerError.concernsOneRequest("NOAUTH x")).isFalse();
        assertThat(ServerError.concernsOneRequest("OOM x")).isFalse();
        assertThat(ServerError.concernsOneRequest("NOPERM x")).isFalse();
        assertThat(ServerError.concernsOneRequest("ERR unknown command 'XADD'")).isFalse();
    }
}
