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

package io.flinkbundle.connector.influxdb3.sink.writer;

import io.flinkbundle.connector.common.deadletter.BadRecords;

import org.apache.flink.annotation.Internal;

import java.io.Closeable;
import java.io.IOException;

/** Takes the lines that the server has refused, from all requests of a subtask. Thread-safe. */
@Internal
public final class RejectedLines implements Closeable {

    private final BadRecords badRecords;

    public RejectedLines(BadRecords badRecords) {
        this.badRecords = badRecords;
    }

    /** See {@link BadRecords#reject}. */
    synchronized void reject(String reason, byte[] line) throws IOException {
        badRecords.reject("the server refuses its line: " + reason, line);
    }

    synchronized void flush() throws IOException {
        badRecords.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        badRecords.close();
    }
}
