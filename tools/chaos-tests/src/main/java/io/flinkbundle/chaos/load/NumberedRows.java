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

package io.flinkbundle.chaos.load;

import org.apache.flink.annotation.Internal;

/**
 * The rows that go through a job: row <i>n</i> has the number <i>n</i> and the key <i>n mod 16</i>,
 * and lies in the stream of its key. The job counts the rows of each key, so what comes out tells
 * of each row whether it was lost or repeated on its way in, in the state, or on its way out.
 */
@Internal
public final class NumberedRows {

    public static final int KEYS = 16;

    /** Streams that the job reads; a key has all its rows in one of them. */
    public static final int STREAMS = 4;

    private NumberedRows() {}

    public static int key(long number) {
        return (int) (number % KEYS);
    }

    public static String stream(long number) {
        return "in-" + key(number) % STREAMS;
    }

    /** How many rows of its key there are up to this one. */
    public static long count(long number) {
        return number / KEYS + 1;
    }

    /** All streams, as the option of the table wants them. */
    public static String streams() {
        StringBuilder streams = new StringBuilder("in-0");
        for (int i = 1; i < STREAMS; i++) {
            streams.append(";in-").append(i);
        }
        return streams.toString();
    }
}
