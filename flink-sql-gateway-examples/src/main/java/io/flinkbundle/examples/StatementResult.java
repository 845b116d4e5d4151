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

package io.flinkbundle.examples;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement answered through the gateway.
 *
 * @param job the job that it started, if it did
 * @param rows the rows that are left when all changes have been applied
 */
record StatementResult(Optional<String> job, ResultTable rows) {

    /** Puts the pages of an answer together. Not safe for use by several threads. */
    static final class Builder {

        /** As the SQL client prints it. */
        private static final String NULL = "<NULL>";

        private static final Set<String> REMOVALS = Set.of("UPDATE_BEFORE", "DELETE");

        private final List<List<String>> rows = new ArrayList<>();
        private List<String> columns = List.of();
        private Optional<String> job = Optional.empty();

        void add(JsonNode page) {
            if (page.hasNonNull("jobID")) {
                job = Optional.of(page.get("jobID").asText());
            }
            JsonNode results = page.path("results");
            if (!results.path("columns").isEmpty()) {
                columns = new ArrayList<>();
                results.path("columns").forEach(each -> columns.add(each.path("name").asText()));
            }
            results.path("data").forEach(this::apply);
        }

        StatementResult build() {
            return new StatementResult(job, new ResultTable(columns, rows));
        }

        private void apply(JsonNode change) {
            List<String> row = new ArrayList<>();
            change.path("fields").forEach(value -> row.add(value.isNull() ? NULL : value.asText()));
            if (REMOVALS.contains(change.path("kind").asText())) {
                rows.remove(row);
            } else {
                rows.add(row);
            }
        }
    }
}
