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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecordPolicy;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.sink.StreamDeadLetters;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.DEAD_LETTER_STREAM;

/** Reads what becomes of bad records; their letters may go to a stream. */
@Internal
final class BadRecordOptions {

    private final ReadableConfig config;
    private final RedisConnectionOptions connection;

    /**
     * @param connection leads to the stream of the dead letters
     */
    BadRecordOptions(ReadableConfig config, RedisConnectionOptions connection) {
        this.config = config;
        this.connection = connection;
    }

    BadRecordHandling onMalformed() {
        return toStream(config.get(CommonConnectorOptions.SCAN_ON_MALFORMED))
                ? deadLetterStream()
                : CommonConnectorOptions.onMalformed(config);
    }

    BadRecordHandling onRejected() {
        return toStream(config.get(CommonConnectorOptions.SINK_ON_REJECTED))
                ? deadLetterStream()
                : CommonConnectorOptions.onRejected(config);
    }

    private boolean toStream(BadRecordPolicy policy) {
        return policy == BadRecordPolicy.DEAD_LETTER
                && config.getOptional(DEAD_LETTER_STREAM).isPresent();
    }

    private BadRecordHandling deadLetterStream() {
        if (config.getOptional(CommonConnectorOptions.DEAD_LETTER_PATH).isPresent()) {
            throw new ValidationException(
                    "Set 'dead-letter.path' or 'dead-letter.stream', not both.");
        }
        return BadRecordHandling.deadLetter(
                StreamDeadLetters.to(
                        connection,
                        new OptionChecks(config)
                                .checked(DEAD_LETTER_STREAM, key -> !key.isBlank(), "a key"),
                        CommonConnectorOptions.retryPolicy(config)));
    }
}
