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

package io.flinkbundle.emulators.pubsub.rules;

import org.apache.flink.annotation.Internal;

import java.time.Duration;

/**
 * The numbers of the service.
 *
 * @see <a href="https://docs.cloud.google.com/pubsub/quotas#resource_limits">resource limits</a>
 */
@Internal
public final class Limits {

    public static final int MESSAGES_PER_PUBLISH = 1_000;
    public static final int MESSAGE_BYTES = 10_000_000;
    public static final int PUBLISH_REQUEST_BYTES = 10_485_760;
    public static final int ACK_REQUEST_BYTES = 524_288;

    public static final int ATTRIBUTES = 100;
    public static final int ATTRIBUTE_KEY_BYTES = 256;
    public static final int ATTRIBUTE_VALUE_BYTES = 1_024;
    public static final int ORDERING_KEY_BYTES = 1_024;
    public static final int FILTER_BYTES = 256;
    public static final int SCHEMA_BYTES = 307_200;
    public static final int SCHEMA_REVISIONS = 20;
    public static final int LABELS = 64;

    public static final int MIN_ACK_DEADLINE_SECONDS = 10;
    public static final int MAX_ACK_DEADLINE_SECONDS = 600;

    public static final Duration MIN_RETENTION = Duration.ofMinutes(10);
    public static final Duration MAX_RETENTION = Duration.ofDays(31);
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);
    public static final Duration DEFAULT_EXPIRATION = Duration.ofDays(31);
    public static final Duration MIN_EXPIRATION = Duration.ofDays(1);
    public static final Duration SNAPSHOT_LIFETIME = Duration.ofDays(7);
    public static final Duration MIN_SNAPSHOT_LIFETIME = Duration.ofHours(1);

    public static final int DEFAULT_DELIVERY_ATTEMPTS = 5;
    public static final int MIN_DELIVERY_ATTEMPTS = 5;
    public static final int MAX_DELIVERY_ATTEMPTS = 100;

    public static final Duration DEFAULT_MIN_BACKOFF = Duration.ofSeconds(10);
    public static final Duration DEFAULT_MAX_BACKOFF = Duration.ofSeconds(600);
    public static final Duration MAX_BACKOFF = Duration.ofSeconds(600);

    /**
     * How long a pull waits for a first message; the service says no more than "a bounded amount of
     * time".
     */
    public static final Duration PULL_WAIT = Duration.ofSeconds(90);

    /** Messages in one response. */
    public static final int MESSAGES_PER_RESPONSE = 1_000;

    /** Bytes of messages after which a response is complete; a larger message goes alone. */
    public static final int RESPONSE_BYTES = 1_000_000;

    private Limits() {}
}
