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

import java.util.List;

/**
 * A job that loads files of JSON lines into a table.
 *
 * @param id is the same whenever the same files are loaded, so that they are loaded once
 * @param location of the dataset; empty for the default of the service
 * @param table gets the rows
 * @param uris of the files, at most 10,000
 * @param overwrites whether the rows take the place of those that are there, and not beside them
 */
@Internal
public record LoadJob(
        String id, String location, TableName table, List<String> uris, boolean overwrites) {

    public LoadJob {
        uris = List.copyOf(uris);
    }

    /** The same under another id. */
    public LoadJob withId(String other) {
        return new LoadJob(other, location, table, uris, overwrites);
    }
}
