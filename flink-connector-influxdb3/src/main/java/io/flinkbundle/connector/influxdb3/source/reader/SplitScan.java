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

package io.flinkbundle.connector.influxdb3.source.reader;

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/** Reads a split. Used by the fetcher's thread, but for {@link #wakeUp}. */
@Internal
interface SplitScan extends AutoCloseable {

    String splitId();

    /** How long there is nothing to do; zero if there is something. */
    long nanosUntilDue();

    /** Whether it has begun something that it should go on with before others have their turn. */
    boolean isUnderWay();

    /** Waits for rows, an end, or a wake-up. */
    PointRecords fetch() throws IOException, InterruptedException;

    /** Holds nothing open until it fetches again. */
    void suspend();

    /** Lets a fetch return that waits. */
    void wakeUp();

    @Override
    void close();
}
