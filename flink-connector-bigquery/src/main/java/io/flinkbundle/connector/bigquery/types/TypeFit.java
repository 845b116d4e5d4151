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

package io.flinkbundle.connector.bigquery.types;

import io.flinkbundle.connector.bigquery.client.FieldType;
import io.flinkbundle.connector.bigquery.client.TableField;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

import java.util.EnumSet;
import java.util.Set;

/** Which of Flink's types can be written to a column without losing anything. */
@Internal
public final class TypeFit {

    private static final Set<LogicalTypeRoot> TEXTS =
            EnumSet.of(LogicalTypeRoot.CHAR, LogicalTypeRoot.VARCHAR);
    private static final Set<LogicalTypeRoot> INTEGERS =
            EnumSet.of(
                    LogicalTypeRoot.TINYINT,
                    LogicalTypeRoot.SMALLINT,
                    LogicalTypeRoot.INTEGER,
                    LogicalTypeRoot.BIGINT);

    private TypeFit() {}

    /** Whether values of a type, which is no ROW, ARRAY or MAP, can be written. */
    public static boolean fits(LogicalType written, FieldType column) {
        LogicalTypeRoot root = written.getTypeRoot();
        return switch (column) {
            case BOOL -> root == LogicalTypeRoot.BOOLEAN;
            case INT64 -> INTEGERS.contains(root);
            case FLOAT64 -> root == LogicalTypeRoot.FLOAT || root == LogicalTypeRoot.DOUBLE;
            case NUMERIC -> root == LogicalTypeRoot.DECIMAL;
            case BIGNUMERIC -> root == LogicalTypeRoot.DECIMAL || TEXTS.contains(root);
            case STRING, JSON, GEOGRAPHY -> TEXTS.contains(root);
            case INTERVAL ->
                    TEXTS.contains(root)
                            || root == LogicalTypeRoot.INTERVAL_YEAR_MONTH
                            || root == LogicalTypeRoot.INTERVAL_DAY_TIME;
            case BYTES -> root == LogicalTypeRoot.BINARY || root == LogicalTypeRoot.VARBINARY;
            case DATE -> root == LogicalTypeRoot.DATE;
            case TIME -> root == LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE;
            case DATETIME -> root == LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE;
            case TIMESTAMP -> root == LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
            case RANGE, STRUCT -> false;
        };
    }

    /** What to declare for a column instead. */
    static String remedy(TableField column) {
        return "declare it as " + BigQueryTypes.flinkType(column).asSummaryString();
    }
}
