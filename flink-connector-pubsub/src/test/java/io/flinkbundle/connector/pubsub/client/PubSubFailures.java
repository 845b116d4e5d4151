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

package io.flinkbundle.connector.pubsub.client;

import io.flinkbundle.connector.common.batching.BackpressureException;

import java.io.IOException;
import java.time.Duration;

/** Failures of requests, for tests outside of this package. */
public final class PubSubFailures {

    private PubSubFailures() {}

    public static IOException refused() {
        return new RefusedMessagesException("INVALID_ARGUMENT", null);
    }

    public static IOException missing() {
        return new MissingResourceException("NOT_FOUND", null);
    }

    public static IOException denied() {
        return new PubSubRequestException("PERMISSION_DENIED", null);
    }

    public static IOException throttled(Duration wait) {
        return new BackpressureException("RESOURCE_EXHAUSTED", wait);
    }
}
