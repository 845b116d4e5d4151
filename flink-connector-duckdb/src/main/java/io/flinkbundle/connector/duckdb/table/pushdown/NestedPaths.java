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

package io.flinkbundle.connector.duckdb.table.pushdown;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names the parts of columns that a projection asks for. */
@Internal
public final class NestedPaths {

    private NestedPaths() {}

    /**
     * Returns the names that lead to each produced field which is part of a column.
     *
     * @param projection the positions from a column inwards, for each produced field
     * @param declared the columns that are declared
     */
    public static Map<String, List<String>> of(
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
