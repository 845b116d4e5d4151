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

package io.flinkbundle.emulators.bigquery.engine;

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Evaluates what columns get that a row lacks. Thread-safe. */
@Internal
public final class DefaultExpressions {

    private final DuckEngine engine;
    private final UnaryOperator<String> translation;

    /**
     * @param translation of an expression to DuckDB's SQL
     */
    public DefaultExpressions(DuckEngine engine, UnaryOperator<String> translation) {
        this.engine = engine;
        this.translation = translation;
    }

    public Object evaluate(Field field) {
        String sql = translation.apply(field.defaultExpression().orElse("NULL"));
        String relation =
                "(SELECT CAST(("
                        + sql
                        + ") AS "
                        + DuckTypes.of(field)
                        + ") AS "
                        + DuckTypes.quote(field.name())
                        + ")";
        TableSchema schema = new TableSchema(List.of(field));
        try (RowCursor cursor = RowCursor.open(engine, schema, relation)) {
            cursor.next();
            return cursor.row()[0];
        } catch (SQLException e) {
            throw ApiException.invalid(
                    "Invalid default value of " + field.name() + ": " + e.getMessage());
        }
    }
}
