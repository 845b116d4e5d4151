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

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;

import java.util.Map;

/** Checks that a value is within its range. */
@Internal
final class Ranges {

    private Ranges() {}

    static void checkRetention(Duration retention) {
        check("message_retention_duration", retention, Limits.MIN_RETENTION, Limits.MAX_RETENTION);
    }

    static void check(
            String field, Duration value, java.time.Duration least, java.time.Duration most) {
        long millis = Durations.isValid(value) ? Durations.toMillis(value) : -1;
        if (millis < least.toMillis() || millis > most.toMillis()) {
            throw Errors.invalidArgument(
                    "Invalid "
                            + field
                            + " of "
                            + value.getSeconds()
                            + " seconds, it must be from "
                            + least.toSeconds()
                            + " to "
                            + most.toSeconds()
                            + " seconds.");
        }
    }

    static void check(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw Errors.invalidArgument(
                    "Invalid "
                            + field
                            + " "
                            + value
                            + ", it must be from "
                            + least
                            + " to "
                            + most
                            + ".");
        }
    }

    static void checkLabels(Map<String, String> labels) {
        if (labels.size() > Limits.LABELS) {
            throw Errors.invalidArgument(
                    "There are " + labels.size() + " labels, the limit is " + Limits.LABELS + ".");
        }
    }
}
