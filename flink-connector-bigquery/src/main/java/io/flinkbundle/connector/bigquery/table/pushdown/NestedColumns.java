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

package io.flinkbundle.connector.bigquery.table.pushdown;

import io.flinkbundle.connector.bigquery.types.BigQueryTypes;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the parts of columns that are read in place of whole ones. */
@Internal
public final class NestedColumns {

    private NestedColumns() {}

    /**
     * Whether parts may be asked for. A RANGE is a ROW in Flink, but has no parts in BigQuery, and
     * only the service knows which of the two a column is.
     */
    public static boolean haveParts(RowType declared) {
        return declared.getChildren().stream().noneMatch(NestedColumns::mayBeRange);
    }

    private static boolean mayBeRange(LogicalType type) {
        return type instanceof RowType row
                        && row.getFieldNames()
                                .equals(List.of(BigQueryTypes.RANGE_START, BigQueryTypes.RANGE_END))
                || type.getChildren().stream().anyMatch(NestedColumns::mayBeRange);
    }

    /**
     * The names that lead to each produced field which is part of a column.
     *
     * @param projection the positions from a column inwards, for each produced field
     */
    public static Map<String, List<String>> paths(
            int[][] projection, RowType declared, RowType produced) {
        Map<String, List<String>> paths = new HashMap<>();
        for (int field = 0; field < projection.length; field++) {
            if (projection[field].length > 1) {
                paths.put(produced.getFieldNames().get(field), names(projection[field], declared));
            }
        }
        return paths;
    }

    private static List<String> names(int[] positions, RowType declared) {
        List<String> names = new ArrayList<>();
        LogicalType type = declared;
        for (int position : positions) {
            RowType.RowField field = ((RowType) type).getFields().get(position);
            names.add(field.getName());
            type = field.getType();
        }
        return names;
    }
}
