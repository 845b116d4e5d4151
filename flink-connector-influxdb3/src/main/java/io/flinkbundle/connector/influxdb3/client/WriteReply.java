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

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * What became of the lines of a request.
 *
 * @param outcome what holds for the request as a whole
 * @param rejected the bad lines with {@link Outcome#STORED_IN_PART}; else none
 * @param reason in the words of the server; empty with {@link Outcome#STORED}
 */
@Internal
public record WriteReply(Outcome outcome, List<RejectedLine> rejected, String reason) {

    /** What holds for a request as a whole. */
    public enum Outcome {
        /** All lines are stored. */
        STORED,
        /** All lines are stored but those that are named. */
        STORED_IN_PART,
        /** Something is wrong with a line, and the server did not say with which. */
        REFUSED,
        /** The request has more bytes than the server takes. */
        TOO_LARGE
    }

    public static final WriteReply STORED = new WriteReply(Outcome.STORED, List.of(), "");

    public static WriteReply storedInPart(List<RejectedLine> rejected, String reason) {
        return new WriteReply(Outcome.STORED_IN_PART, List.copyOf(rejected), reason);
    }

    public static WriteReply refused(String reason) {
        return new WriteReply(Outcome.REFUSED, List.of(), reason);
    }

    public static WriteReply tooLarge(String reason) {
        return new WriteReply(Outcome.TOO_LARGE, List.of(), reason);
    }
}
