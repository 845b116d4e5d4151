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

package io.flinkbundle.connector.bigquery.source.enumerator;

import org.apache.flink.annotation.Internal;

/**
 * Rows that are read together.
 *
 * @param after where the next window begins
 * @param condition that they fulfil, in GoogleSQL; may be empty
 * @param snapshotMillis as of when the table is read; zero where a query is
 * @param relation what is queried in place of the table; may be empty
 */
@Internal
record Window(String after, String condition, long snapshotMillis, String relation) {

    static Window ofTable(String after, String condition, long snapshotMillis) {
        return new Window(after, condition, snapshotMillis, "");
    }
}
