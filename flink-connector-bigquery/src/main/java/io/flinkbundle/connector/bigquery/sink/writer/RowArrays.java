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

package io.flinkbundle.connector.bigquery.sink.writer;

import org.apache.flink.annotation.Internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps arrays whose rows are written for the next ones. Not thread-safe. */
@Internal
final class RowArrays {

    private final int capacity;
    private final int kept;
    private final Deque<byte[]> free = new ArrayDeque<>();

    /**
     * @param capacity of a new array
     * @param kept how many free ones are kept at most
     */
    RowArrays(int capacity, int kept) {
        this.capacity = capacity;
        this.kept = kept;
    }

    byte[] take() {
        byte[] array = free.pollLast();
        return array == null ? new byte[capacity] : array;
    }

    void release(byte[] array) {
        if (free.size() < kept) {
            free.addLast(array);
        }
    }
}
