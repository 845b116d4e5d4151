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

package io.flinkbundle.connector.bigquery.source;

import org.apache.flink.annotation.Internal;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query of a scan. */
@Internal
public final class ScanSql {

    private ScanSql() {}

    /** All that is read. */
    public static String of(ScanConfig config) {
        String limit = config.limit() == Long.MAX_VALUE ? "" : "\nLIMIT " + config.limit();
        return of(config, "") + limit;
    }

    /**
     * The rows that fulfil a condition, whatever the limit of the scan is.
     *
     * @param condition in GoogleSQL; may be empty
     */
    public static String of(ScanConfig config, String condition) {
        return select(config, from(config.target()), condition);
    }

    /** All rows of something that has the columns of the table. */
    public static String ofRelation(ScanConfig config, String relation) {
        return select(config, relation, "");
    }

    private static String select(ScanConfig config, String relation, String condition) {
        String columns =
                config.columns().stream().map(ReadColumn::sql).collect(Collectors.joining(", "));
        String conditions =
                Stream.of(config.rowRestriction(), condition)
                        .filter(each -> !each.isEmpty())
                        .map(each -> "(" + each + ")")
                        .collect(Collectors.joining(" AND "));
        return "SELECT "
                + columns
                + "\nFROM "
                + relation
                + (conditions.isEmpty() ? "" : "\nWHERE " + conditions);
    }

    /** In parentheses a query can be nothing but a query, and a comment at its end does no harm. */
    private static String from(ReadTarget target) {
        return target instanceof ReadTarget.Query query
                ? "(\n" + query.sql() + "\n)"
                : ((ReadTarget.Stored) target).table().quoted();
    }
}
