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

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Says what the answer to a query means that did not succeed.
 *
 * <p>InfluxDB 3 answers 500 to much that is the fault of the query, such as a column that is not
 * there, so that only the words tell it from a fault that may pass.
 */
@Internal
final class QueryReplies {

    private static final String TOO_MANY_FILES = "file limit";

    private static final List<String> FAULTS_OF_THE_QUERY =
            List.of(
                    "schema error",
                    "no field named",
                    "error during planning",
                    "this feature is not implemented",
                    "cast error",
                    "arithmetic overflow",
                    "divide by zero");

    private final InfluxDb3ConnectionOptions options;
    private final Clock clock;

    QueryReplies(InfluxDb3ConnectionOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    IOException failure(HttpReply reply) {
        int status = reply.status();
        return switch (status) {
            case 401, 403 -> unauthorized(reply);
            case 400, 422 -> fatal(reply, "Check the query and the columns of the table");
            case 404 ->
                    fatal(
                            reply,
                            "Check that the database exists, and that 'url' is that of an InfluxDB"
                                    + " 3");
            case 408, 425, 429 -> busy(reply);
            default -> status >= 500 && status != 501 ? fault(reply) : fatal(reply, hint(status));
        };
    }

    private static String hint(int status) {
        return status >= 300 && status < 400
                ? "It redirects elsewhere: set 'url' to that address"
                : "Check 'url': only InfluxDB 3 answers queries in SQL";
    }

    private IOException fault(HttpReply reply) {
        String text = reply.summary().toLowerCase(Locale.ROOT);
        if (text.contains(TOO_MANY_FILES)) {
            return new TooManyFilesException(describe(reply));
        }
        return FAULTS_OF_THE_QUERY.stream().anyMatch(text::contains)
                ? fatal(reply, "Check the query and the columns of the table")
                : busy(reply);
    }

    /** A token that stands in a file may be about to change. */
    private IOException unauthorized(HttpReply reply) {
        if (options.token().map(token -> token.isFile()).orElse(false)) {
            return new RetryableIOException(
                    describe(reply)
                            + ". The token in the file of 'token.file' is not valid, or may not"
                            + " read this database; the file is read again");
        }
        return fatal(
                reply,
                options.token().isPresent()
                        ? "Check that the token is valid and may read this database"
                        : "The server wants a token: set 'token.file' or 'token'");
    }

    private IOException busy(HttpReply reply) {
        Duration wait = RetryAfter.parse(reply.retryAfter(), clock);
        return reply.status() == 429 || !wait.isZero()
                ? new BackpressureException(describe(reply), wait)
                : new RetryableIOException(describe(reply));
    }

    private InfluxDb3RequestException fatal(HttpReply reply, String remedy) {
        return new InfluxDb3RequestException(describe(reply) + ". " + remedy + ".", reply.status());
    }

    private String describe(HttpReply reply) {
        return "Reading from " + options + " failed with " + reply.summary();
    }
}
