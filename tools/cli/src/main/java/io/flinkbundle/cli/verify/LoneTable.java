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

package io.flinkbundle.cli.verify;

import org.apache.flink.table.catalog.Column;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Plans a table that the script does not use: reads it, or writes one row into it. */
final class LoneTable {

    /** What Flink says where a table cannot be read, whatever its options are. */
    private static final List<String> NO_SOURCE =
            List.of("does not implement", "doesn't implement", "not a source");

    private final PlannerSession session;

    LoneTable(PlannerSession session) {
        this.session = session;
    }

    /** Why it can neither be read nor written; empty if one of them can be planned. */
    Optional<Throwable> planFailure(TableDeclaration table) {
        String name = table.identifier().asSerializableString();
        Optional<Throwable> reading = failure("SELECT * FROM " + name);
        if (reading.isEmpty()) {
            return reading;
        }
        Optional<Throwable> writing =
                failure("INSERT INTO %s SELECT %s".formatted(name, nulls(table)));
        return writing.isEmpty() ? writing : reading.filter(this::isAboutOptions).or(() -> writing);
    }

    private boolean isAboutOptions(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return NO_SOURCE.stream().noneMatch(message::contains);
    }

    private Optional<Throwable> failure(String sql) {
        try {
            session.plan(session.parse(sql));
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            return Optional.of(e);
        }
    }

    private static String nulls(TableDeclaration table) {
        return table.table().getResolvedSchema().getColumns().stream()
                .filter(Column::isPersisted)
                .map(
                        column ->
                                "CAST(NULL AS %s)"
                                        .formatted(
                                                column.getDataType()
                                                        .getLogicalType()
                                                        .copy(true)
                                                        .asSerializableString()))
                .collect(Collectors.joining(", "));
    }
}
