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

package io.flinkbundle.connector.duckdb.sink;

import org.apache.flink.annotation.PublicEvolving;

import java.util.Locale;

/** How long a sink keeps the database file open; the values of {@code connection.hold}. */
@PublicEvolving
public enum ConnectionHold {
    /** For each commit or flush, so that other processes can read in between. */
    COMMIT,
    /** From the first to the last moment of the job: nobody else can get in between. */
    JOB;

    /** The value as it is written in a table option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
