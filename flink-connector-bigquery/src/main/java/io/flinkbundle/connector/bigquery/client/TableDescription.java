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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.util.List;

/**
 * What BigQuery says about a table.
 *
 * @param name its full name
 * @param kind whether rows can be written to it
 * @param schema its columns
 * @param primaryKey the columns of its primary key; empty if it has none
 * @param location where its dataset is, such as {@code EU}; empty if the service does not say
 * @param rows how many rows it had when the service last counted them
 * @param bytes how large it was then
 * @param layout how its rows are laid out, as far as a table can be created so here
 * @param comment what its owner says about it; may be empty
 */
@PublicEvolving
public record TableDescription(
        TableName name,
        Kind kind,
        TableSchema schema,
        List<String> primaryKey,
        String location,
        long rows,
        long bytes,
        TableDefinition.Layout layout,
        String comment)
        implements Serializable {

    public TableDescription {
        primaryKey = List.copyOf(primaryKey);
    }

    /** What a name stands for. */
    @PublicEvolving
    public enum Kind {
        /** Rows can be read and written. */
        TABLE,
        /** A query under a name, or a table that is kept elsewhere: only a query reads it. */
        VIEW,
        /** A copy of a table at some time, which can be read. */
        READ_ONLY
    }
}
