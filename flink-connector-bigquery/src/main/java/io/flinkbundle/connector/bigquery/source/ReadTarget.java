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

package io.flinkbundle.connector.bigquery.source;

import io.flinkbundle.connector.bigquery.client.TableName;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;

/** What a source reads. */
@PublicEvolving
public sealed interface ReadTarget extends Serializable {

    /** The project in which jobs run unless the connection names one. */
    String project();

    /** What is read, for messages. */
    String text();

    /** A table, or a view, which is read as its query would be. */
    record Stored(TableName table) implements ReadTarget {

        @Override
        public String project() {
            return table.project();
        }

        @Override
        public String text() {
            return "table " + table;
        }
    }

    /**
     * The rows that a query gives.
     *
     * @param sql one query in GoogleSQL, without a semicolon at its end
     * @param project that of the dataset, and the one in which the job runs unless the connection
     *     names another
     * @param dataset that of tables which are named alone; empty if there are none
     */
    record Query(String sql, String project, String dataset) implements ReadTarget {

        @Override
        public String text() {
            return "what the query gives";
        }
    }
}
