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

package io.flinkbundle.emulators.influxdb3.fault;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong with a call. */
@Internal
public sealed interface Fault {

    /**
     * It is answered with an error.
     *
     * @param applied whether it has its effect before
     * @param retryAfter the header of this name
     */
    record Fail(int status, boolean applied, Optional<String> retryAfter, String message)
            implements Fault {}

    /** It has its effect later. */
    record Delay(Duration delay) implements Fault {}

    /**
     * It is never answered.
     *
     * @param applied whether it has its effect
     */
    record Hang(boolean applied) implements Fault {}

    /**
     * Its connection breaks.
     *
     * @param applied whether it has its effect before
     */
    record Drop(boolean applied) implements Fault {}

    /** Its connection breaks when so many bytes of its body have come, and it has no effect. */
    record CutRequest(long bytes) implements Fault {}

    /**
     * It has its effect, and its connection breaks when so many bytes of the body of the answer are
     * sent.
     */
    record CutResponse(long bytes) implements Fault {}
}
