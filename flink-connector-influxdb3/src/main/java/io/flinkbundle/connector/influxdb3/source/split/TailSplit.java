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

package io.flinkbundle.connector.influxdb3.source.split;

import org.apache.flink.annotation.PublicEvolving;

/**
 * The points of a table from some time on, without an end.
 *
 * @param table the table; empty for the result of a query
 * @param window how far it has been read, and looked at again
 * @param seen the points in the window that have been read
 */
@PublicEvolving
public record TailSplit(String table, TailWindow window, SeenPoints seen)
        implements InfluxDb3Split {

    /** The points from a time on, of which none has been read. */
    public static TailSplit unread(String table, long from) {
        return new TailSplit(table, TailWindow.startingAt(from), new SeenPoints());
    }

    @Override
    public String splitId() {
        return table + "@tail";
    }
}
