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

import org.apache.flink.annotation.Internal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the answers to writes: what is stored, what is wrong with a line, and what may pass.
 *
 * <p>InfluxDB 3 answers a partial write with 400, or with 422 if a limit is behind it, and names
 * the lines. On {@code /api/v2/write} it answers 400 even where its own log or object store has
 * failed, so that only the words tell whose fault it is.
 */
@Internal
final class WriteReplies {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern FAULT_OF_A_LINE =
            Pattern.compile(
                    "line protocol|partial write|parse|schema|catalog|column|field|tag|type"
                            + "|timestamp|retention",
                    Pattern.CASE_INSENSITIVE);

    private static final String FAULT_BEHIND_THE_FRONT = "write buffer error";

    private final InfluxDb3ConnectionOptions options;
    private final Clock clock;

    WriteReplies(InfluxDb3ConnectionOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /** What an answer says of the lines, if it does; else it is thrown. */
    WriteReply read(HttpReply reply) throws IOException {
        if (reply.isSuccess()) {
            return WriteReply.STORED;
        }
        return switch (reply.status()) {
            case 400, 422 -> refusal(reply);
            case 413 -> WriteReply.tooLarge(reply.summary());
            default -> throw failure(reply);
        };
    }

    /**
     * Whether an answer to a write without lines shows that writing is possible. Servers answer it
     * with success or with 400, but look at token and database before.
     */
    void verify(HttpReply reply) throws IOException {
        if (!reply.isSuccess() && reply.status() != 400) {
            throw failure(reply);
        }
    }

    private WriteReply refusal(HttpReply reply) throws IOException {
        List<RejectedLine> rejected = rejectedLines(reply.body());
        if (!rejected.isEmpty()) {
            return WriteReply.storedInPart(rejected, reply.summary());
        }
        String summary = reply.summary();
        if (summary.contains(FAULT_BEHIND_THE_FRONT) && !FAULT_OF_A_LINE.matcher(summary).find()) {
            throw retryable(reply);
        }
        return WriteReply.refused(summary);
    }

    /** An answer that concerns no line. */
    private IOException failure(HttpReply reply) {
        int status = reply.status();
        return switch (status) {
            case 401, 403 -> unauthorized(reply);
            case 404 ->
                    fatal(reply, "Check that the database exists, and that 'api' fits the server");
            case 408, 425, 429 -> busy(reply);
            default -> status >= 500 && status != 501 ? busy(reply) : fatal(reply, hint(status));
        };
    }

    private static String hint(int status) {
        return status >= 300 && status < 400
                ? "It redirects elsewhere: set 'url' to that address"
                : "Check 'url' and 'api'";
    }

    /** A token that stands in a file may be about to change. */
    private IOException unauthorized(HttpReply reply) {
        boolean fromFile = options.token().map(token -> token.isFile()).orElse(false);
        if (fromFile) {
            return new RetryableIOException(
                    describe(reply)
                            + ". The token in the file of 'token.file' is not valid, or may not"
                            + " write to this database; the file is read again");
        }
        return fatal(
                reply,
                options.token().isPresent()
                        ? "Check that the token is valid and may write to this database"
                        : "The server wants a token: set 'token.file' or 'token'");
    }

    private IOException busy(HttpReply reply) {
        Duration wait = RetryAfter.parse(reply.retryAfter(), clock);
        return reply.status() == 429 || !wait.isZero()
                ? new BackpressureException(describe(reply), wait)
                : retryable(reply);
    }

    private RetryableIOException retryable(HttpReply reply) {
        return new RetryableIOException(describe(reply));
    }

    private InfluxDb3RequestException fatal(HttpReply reply, String remedy) {
        return new InfluxDb3RequestException(describe(reply) + ". " + remedy + ".", reply.status());
    }

    private String describe(HttpReply reply) {
        return "Writing to " + options + " failed with " + reply.summary();
    }

    /**
     * The lines that a partial write names. Their text is cut off by the server and not read; their
     * numbers count from 1.
     */
    private static List<RejectedLine> rejectedLines(byte[] body) {
        JsonNode data;
        try {
            data = JSON.readTree(body).path("data");
        } catch (IOException e) {
            // Plain text, as other servers answer.
            return List.of();
        }
        List<RejectedLine> lines = new ArrayList<>();
        if (data.isArray()) {
            for (JsonNode each : data) {
                if (!each.path("line_number").canConvertToInt()) {
                    return List.of();
                }
                lines.add(
                        new RejectedLine(
                                each.path("line_number").intValue() - 1,
                                each.path("error_message").asText("no reason given")));
            }
        }
        return lines;
    }
}
