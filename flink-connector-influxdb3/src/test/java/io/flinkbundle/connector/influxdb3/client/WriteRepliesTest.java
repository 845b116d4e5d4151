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

package io.flinkbundle.connector.influxdb3.client;

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WriteRepliesTest {

    private static final String SECRET = "apiv3_planted";

    private final WriteReplies replies = replies(Secret.inline(SECRET));

    @Test
    void takesTheLinesThatAPartialWriteNames() throws IOException {
        WriteReply reply =
                replies.read(
                        reply(
                                400,
                                "{\"error\":\"partial write of line protocol occurred\",\"data\":["
                                        + "{\"error_message\":\"no\",\"line_number\":2,"
                                        + "\"original_line\":\"m,a=\"}]}"));

        assertThat(reply.outcome()).isEqualTo(WriteReply.Outcome.STORED_IN_PART);
        assertThat(reply.rejected()).containsExactly(new RejectedLine(1, "no"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"line protocol parsing error\",\"data\":{\"line_number\":1}}",
                "{\"code\":\"invalid\",\"message\":\"write buffer error: line protocol parse"
                        + " failed: No fields were provided\"}",
                "partial write: field type conflict: input field \"v\" dropped=1",
                "not JSON at all"
            })
    void knowsOnlyThatALineIsBadFromOtherServers(String body) throws IOException {
        assertThat(replies.read(reply(400, body)).outcome()).isEqualTo(WriteReply.Outcome.REFUSED);
    }

    @Test
    void triesAgainWhereTheServerItselfHasFailed() {
        assertThatThrownBy(
                        () ->
                                replies.read(
                                        reply(
                                                400,
                                                "{\"code\":\"invalid\",\"message\":\"write buffer"
                                                        + " error: wal error: object store\"}")))
                .isInstanceOf(RetryableIOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void triesAgainWhatMayPass(int status) {
        assertThatThrownBy(() -> replies.read(reply(status, "busy")))
                .isInstanceOf(RetryableIOException.class)
                .hasMessageContaining("HTTP " + status + ": busy");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void honoursTheWaitOfTheServer(int status) {
        HttpReply busy = new HttpReply(status, Optional.of("3"), new byte[0]);

        assertThatThrownBy(() -> replies.read(busy))
                .isInstanceOfSatisfying(
                        BackpressureException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(3)));
    }

    @Test
    void saysThatARequestIsTooLarge() throws IOException {
        assertThat(replies.read(reply(413, "too large")).outcome())
                .isEqualTo(WriteReply.Outcome.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 405, 415, 501})
    void givesUpOnWhatWillNotPass(int status) {
        assertThatThrownBy(() -> replies.read(reply(status, "")))
                .isInstanceOfSatisfying(
                        InfluxDb3RequestException.class,
                        e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining("database 'd' at http://h:1")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void waitsForAnotherTokenInItsFile() {
        assertThatThrownBy(() -> replies(Secret.file("/token")).read(reply(401, "")))
                .isInstanceOf(RetryableIOException.class)
                .hasMessageContaining("the file is read again");
    }

    @Test
    void takesARefusalOfNoLinesForAServerThatWrites() {
        assertThatCode(() -> replies.verify(reply(400, "incoming write was empty")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> replies.verify(reply(401, "")))
                .hasMessageContaining("Check that the token is valid");
        assertThatThrownBy(() -> replies(null).verify(reply(401, "")))
                .hasMessageContaining("The server wants a token");
    }

    private static HttpReply reply(int status, String body) {
        return new HttpReply(status, Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static WriteReplies replies(Secret token) {
        InfluxDb3ConnectionOptions.Builder connection =
                InfluxDb3ConnectionOptions.builder().setUrl("http://h:1").setDatabase("d");
        if (token != null) {
            connection.setToken(token);
        }
        return new WriteReplies(connection.build(), Clock.systemUTC());
    }
}
