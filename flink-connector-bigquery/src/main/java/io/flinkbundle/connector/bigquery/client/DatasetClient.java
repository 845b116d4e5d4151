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

/** Datasets, and what is in them. Methods throw what {@link BigQueryErrors#translate} gives. */
@Internal
public interface DatasetClient {

    /**
     * A table or a view.
     *
     * @param readOnly whether it is no table of its own
     */
    @Internal
    record Listed(String name, boolean readOnly) {}

    /** The names of the datasets of a project. */
    List<String> datasets(String project) throws IOException;

    /** What is in a dataset. */
    List<Listed> tables(String project, String dataset) throws IOException;

    /**
     * Drops a dataset. One that is not there is none.
     *
     * @param withTables whether its tables are dropped too
     * @throws BigQueryRequestException if it has tables that are not dropped
     */
    void drop(String project, String dataset, boolean withTables) throws IOException;
}
