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

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Finds, creates and changes tables. Each method is one attempt: failures that may pass are {@link
 * io.flinkbundle.connector.common.batching.RetryableIOException}s. Thread-safe.
 */
@Internal
public interface TableClient {

    /** What the service knows about a table; nothing if it, or its dataset, is not there. */
    Optional<TableDescription> find(TableName table) throws IOException;

    /** Where a dataset is; nothing if it is not there. */
    Optional<String> location(String project, String dataset) throws IOException;

    /**
     * Creates a table. One that is there already is left as it is.
     *
     * @throws MissingResourceException if its dataset is not there
     */
    void create(TableName table, TableDefinition definition) throws IOException;

    /**
     * Creates a dataset. One that is there already is left as it is.
     *
     * @param location such as {@code EU}; empty for the default of the service
     * @param tableLifetimeMillis how long its tables are kept; zero for ever
     */
    void createDataset(String project, String dataset, String location, long tableLifetimeMillis)
            throws IOException;

    /** Adds columns, which must be NULLABLE or REPEATED, at the end of a table. */
    void addColumns(TableName table, List<TableField> added) throws IOException;

    /**
     * Deletes all rows of a table.
     *
     * @throws MissingResourceException if the table is not there
     */
    void truncate(TableName table) throws IOException, InterruptedException;

    /** Drops a table if it is there. */
    void drop(TableName table) throws IOException;
}
