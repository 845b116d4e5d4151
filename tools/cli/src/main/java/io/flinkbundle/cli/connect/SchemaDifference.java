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

package io.flinkbundle.cli.connect;

import io.flinkbundle.cli.ddl.DdlWriter;
import io.flinkbundle.cli.text.NearestName;
import io.flinkbundle.connector.common.probe.FoundColumn;
import io.flinkbundle.connector.common.probe.FoundTable;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.utils.LogicalTypeCasts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the columns that are declared with those that are there, one by one. */
@Internal
final class SchemaDifference {

    private final FoundTable found;
    private final boolean reads;
    private final boolean writes;

    SchemaDifference(FoundTable found, boolean reads, boolean writes) {
        this.found = found;
        this.reads = reads;
        this.writes = writes;
    }

    /** What does not fit, in sentences. */
    List<String> of(ResolvedSchema declared) {
        List<String> differences = new ArrayList<>();
        for (Column column : declared.getColumns()) {
            if (column.isPhysical()) {
                difference(column).ifPresent(differences::add);
            }
        }
        if (writes && !found.inferred()) {
            found.columns().stream()
                    .filter(column -> !column.type().isNullable())
                    .filter(column -> !isDeclared(column, declared))
                    .forEach(
                            column ->
                                    differences.add(
                                            "column '%s' (%s) takes no NULL, and is not declared"
                                                    .formatted(
                                                            column.name(), column.nativeType())));
        }
        return differences;
    }

    private static boolean isDeclared(FoundColumn found, ResolvedSchema declared) {
        return declared.getColumns().stream()
                .anyMatch(column -> column.getName().equalsIgnoreCase(found.name()));
    }

    private Optional<String> difference(Column declared) {
        Optional<FoundColumn> column =
                found.columns().stream()
                        .filter(each -> each.name().equalsIgnoreCase(declared.getName()))
                        .findFirst();
        LogicalType type = declared.getDataType().getLogicalType();
        if (column.isEmpty()) {
            String nearest =
                    NearestName.of(
                                    declared.getName(),
                                    found.columns().stream().map(FoundColumn::name).toList())
                            .map("; did you mean '%s'?"::formatted)
                            .orElse("");
            return Optional.of(
                    "column '%s' %s is declared, and not there%s"
                            .formatted(declared.getName(), DdlWriter.type(type), nearest));
        }
        return fits(type, column.get().type())
                ? Optional.empty()
                : Optional.of(
                        "column '%s' is declared as %s, and found as %s (%s)"
                                .formatted(
                                        declared.getName(),
                                        DdlWriter.type(type),
                                        DdlWriter.type(column.get().type()),
                                        column.get().nativeType()));
    }

    private boolean fits(LogicalType declared, LogicalType there) {
        LogicalType one = declared.copy(true);
        LogicalType other = there.copy(true);
        if (sameKind(one, other) || (found.inferred() && isText(one))) {
            return true;
        }
        return (!reads || LogicalTypeCasts.supportsImplicitCast(other, one))
                && (!writes || LogicalTypeCasts.supportsImplicitCast(one, other));
    }

    /** Lengths and precisions are the business of the connector. */
    private static boolean sameKind(LogicalType one, LogicalType other) {
        return one.getTypeRoot() == other.getTypeRoot()
                || (isText(one) && isText(other))
                || (one.is(LogicalTypeFamily.BINARY_STRING)
                        && other.is(LogicalTypeFamily.BINARY_STRING))
                || (one.is(LogicalTypeFamily.TIMESTAMP) && other.is(LogicalTypeFamily.TIMESTAMP));
    }

    private static boolean isText(LogicalType type) {
        return type.is(LogicalTypeFamily.CHARACTER_STRING);
    }
}
