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

package io.flinkbundle.connector.common.batching;

import org.apache.flink.annotation.PublicEvolving;

import java.io.IOException;
import java.time.Duration;

/**
 * The target asks for a pause, for example with HTTP status 429. The batch is kept and written
 * again after the pause.
 */
@PublicEvolving
public final class BackpressureException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * @param message what the target said
     * @param retryAfter how long it wants to be left alone; zero if it did not say
     */
    public BackpressureException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long the target wants to be left alone; zero if it did not say. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
