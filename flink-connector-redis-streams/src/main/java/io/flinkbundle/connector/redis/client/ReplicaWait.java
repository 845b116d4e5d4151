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

import java.io.Serializable;
import java.time.Duration;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * Which copies must exist before what was written counts as written.
 *
 * @param replicas how many; zero for none
 * @param timeout how long one attempt waits for them
 * @see <a href="https://redis.io/docs/latest/commands/wait/">WAIT</a>
 */
@Internal
public record ReplicaWait(int replicas, Duration timeout) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Well below the time after which a silent server counts as away. */
    public static final Duration MAX_TIMEOUT = Duration.ofSeconds(5);

    public static final ReplicaWait NONE = new ReplicaWait(0, Duration.ofSeconds(1));

    public ReplicaWait {
        checkArgument(
                replicas >= 0, "The number of replicas must not be below 0, as %s.", replicas);
        checkArgument(
                timeout.toMillis() > 0 && timeout.compareTo(MAX_TIMEOUT) <= 0,
                "The time to wait for replicas must be from 1 ms to 5 s, but is %s.",
                timeout);
    }

    public boolean isNeeded() {
        return replicas > 0;
    }
}
