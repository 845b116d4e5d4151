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

package io.flinkbundle.connector.bigquery.catalog;

import io.flinkbundle.connector.bigquery.client.TableName;

import org.apache.flink.annotation.Internal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A database of a catalog: {@code dataset}, or {@code project.dataset} for one of another project.
 */
@Internal
record DatasetName(String project, String dataset) {

    private static final Pattern DATASET = Pattern.compile("\\w{1,1024}");

    /** Nothing if no dataset can have this name. */
    static Optional<DatasetName> parse(String database, String ownProject) {
        int dot = database.lastIndexOf('.');
        String project = dot < 0 ? ownProject : database.substring(0, dot);
        String dataset = database.substring(dot + 1);
        return project.isEmpty() || !DATASET.matcher(dataset).matches()
                ? Optional.empty()
                : Optional.of(new DatasetName(project, dataset));
    }

    /** Nothing if no table can have this name. */
    Optional<TableName> table(String name) {
        try {
            return Optional.of(new TableName(project, dataset, name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return project + "." + dataset;
    }
}
