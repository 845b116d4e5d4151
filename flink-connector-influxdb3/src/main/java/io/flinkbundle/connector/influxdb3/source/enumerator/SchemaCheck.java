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

package io.flinkbundle.connector.influxdb3.source.enumerator;

import io.flinkbundle.connector.influxdb3.client.ServerColumn;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the columns that are wanted with those of a table, before anything is read. */
@Internal
final class SchemaCheck {

    private final InfluxDb3Scan scan;

    SchemaCheck(InfluxDb3Scan scan) {
        this.scan = scan;
    }

    /**
     * @throws UnreadableException if columns are missing, or have values of other types
     */
    void check(String table, List<ServerColumn> found) {
        Map<String, ServerColumn> byName =
                found.stream().collect(Collectors.toMap(ServerColumn::name, Function.identity()));
        List<String> faults = new ArrayList<>();
        checkComputed(byName, faults);
        if (scan.aggregation().isNone()) {
            checkColumns(byName, faults);
        }
        if (!faults.isEmpty()) {
            throw notAsDeclared(table, found, faults);
        }
    }

    /** What the server computes with must be what it was taken for. */
    private void checkComputed(Map<String, ServerColumn> byName, List<String> faults) {
        for (String column : ComputedColumns.notTexts(scan)) {
            ServerColumn there = byName.get(column);
            if (there != null && there.type() == ServerColumn.Type.TAG) {
                faults.add(
                        "its column '"
                                + column
                                + "' is a tag, whose values are texts: name it in 'tag.columns', so"
                                + " that its conditions are left to Flink");
            }
        }
        for (String column : ComputedColumns.sums(scan)) {
            ServerColumn there = byName.get(column);
            if (there != null && there.type() == ServerColumn.Type.FLOAT) {
                faults.add(
                        "its column '"
                                + column
                                + "' is a float, whose sums are not exact: set"
                                + " 'field.ints-as-floats'");
            }
        }
    }

    private void checkColumns(Map<String, ServerColumn> byName, List<String> faults) {
        for (ScanColumn column : scan.columns()) {
            if (column.role() != ScanColumn.Role.VALUE) {
                continue;
            }
            ServerColumn there = byName.get(column.name());
            if (there == null) {
                if (!scan.tables().mayLackColumns()) {
                    faults.add("it has no column '" + column.name() + "'");
                }
            } else if (!fits(column.type(), there.type())) {
                faults.add(
                        "its column '"
                                + column.name()
                                + "' is a "
                                + there.type()
                                + ", which "
                                + column.type().asSummaryString()
                                + " cannot hold");
            }
        }
    }

    private UnreadableException notAsDeclared(
            String table, List<ServerColumn> found, List<String> faults) {
        return new UnreadableException(
                "Table '"
                        + table
                        + "' of "
                        + scan.connection()
                        + " is not as declared: "
                        + String.join("; ", faults)
                        + ". It has the columns "
                        + found.stream()
                                .map(column -> column.name() + " (" + column.type() + ")")
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    private static boolean fits(LogicalType type, ServerColumn.Type there) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> isText(there);
            case BINARY, VARBINARY ->
                    there == ServerColumn.Type.STRING || there == ServerColumn.Type.OTHER;
            case BOOLEAN ->
                    there == ServerColumn.Type.BOOLEAN
                            || there == ServerColumn.Type.TAG
                            || there == ServerColumn.Type.OTHER;
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    isNumber(there) || there == ServerColumn.Type.TAG;
            case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME, FLOAT, DOUBLE, DECIMAL -> isNumber(there);
            case DATE,
                    TIME_WITHOUT_TIME_ZONE,
                    TIMESTAMP_WITHOUT_TIME_ZONE,
                    TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    isText(there);
            default -> false;
        };
    }

    private static boolean isText(ServerColumn.Type type) {
        return switch (type) {
            case TAG, STRING, OTHER -> true;
            case TIME, INTEGER, UNSIGNED, FLOAT, BOOLEAN -> false;
        };
    }

    private static boolean isNumber(ServerColumn.Type type) {
        return switch (type) {
            case INTEGER, UNSIGNED, FLOAT, OTHER -> true;
            case TAG, TIME, STRING, BOOLEAN -> false;
        };
    }
}
