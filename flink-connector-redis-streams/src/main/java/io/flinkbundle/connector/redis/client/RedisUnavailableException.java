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

import io.flinkbundle.connector.common.batching.RetryableIOException;

import org.apache.flink.annotation.PublicEvolving;

/**
 * The server could not be reached or could not do its work now: the connection broke, or it loads
 * its data, has no memory left, is a replica, waits for its cluster. Another attempt may succeed.
 */
@PublicEvolving
public class RedisUnavailableException extends RetryableIOException {

    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
