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

import org.apache.flink.annotation.Internal;
import org.apache.flink.util.ExceptionUtils;

import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

import javax.net.ssl.SSLException;

import java.io.IOException;

/** Turns what Jedis throws into what the connector distinguishes, in words a person can act on. */
@Internal
final class RedisErrors {

    private final String address;
    private final RedisMode mode;

    RedisErrors(String address, RedisMode mode) {
        this.address = address;
        this.mode = mode;
    }

    /** Where the server is, for messages. */
    String address() {
        return address;
    }

    /**
     * @param what what was tried, in the infinitive
     */
    IOException of(String what, JedisException failure) {
        return failure instanceof JedisDataException refused && !isRetryable(refused)
                ? refused(what, refused)
                : unavailable(what, failure);
    }

    /** In a cluster, a key that has moved is found again by a new connection. */
    private boolean isRetryable(JedisDataException refused) {
        return ServerError.isRetryable(messageOf(refused))
                || (mode == RedisMode.CLUSTER && refused instanceof JedisRedirectionException);
    }

    /** An answer that would be the same the next time. */
    RedisRequestException refused(String what, JedisDataException answer) {
        return ServerError.concernsOneRequest(messageOf(answer))
                ? new RefusedCommandException(explain(what, answer), answer)
                : new RedisRequestException(explain(what, answer), answer);
    }

    RedisUnavailableException unavailable(String what, JedisException failure) {
        if (failure instanceof JedisDataException answer) {
            return new RedisUnavailableException(explain(what, answer), answer);
        }
        Throwable root = failure.getCause() == null ? failure : failure.getCause();
        return new RedisUnavailableException(
                "Could not "
                        + what
                        + " at Redis server "
                        + address
                        + ": "
                        + sentence(root.getMessage())
                        + (ExceptionUtils.findThrowable(failure, SSLException.class).isPresent()
                                ? " Check 'ssl.enabled', and the files that 'ssl.truststore.path'"
                                        + " and 'ssl.keystore.path' name."
                                : " Check that the server runs and that 'host' and 'port', or"
                                        + " 'nodes', are right."),
                failure);
    }

    private String explain(String what, JedisDataException answer) {
        String message = messageOf(answer);
        return "Redis server "
                + address
                + " refused to "
                + what
                + ": "
                + sentence(message)
                + " "
                + ServerError.remedyFor(message);
    }

    private static String sentence(String message) {
        return message != null && message.endsWith(".") ? message : message + ".";
    }

    static String messageOf(JedisDataException answer) {
        return answer.getMessage() == null ? "" : answer.getMessage();
    }
}
