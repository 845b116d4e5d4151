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

package io.flinkbundle.benchmarks.peer;

import io.flinkbundle.benchmarks.rows.BenchmarkSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.jdbc.core.database.dialect.AbstractDialect;
import org.apache.flink.connector.jdbc.core.database.dialect.AbstractDialectConverter;
import org.apache.flink.connector.jdbc.core.database.dialect.JdbcDialectConverter;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** DuckDB's SQL for the statements of Flink's JDBC connector, on the benchmarks' types. */
@Internal
final class DuckDbJdbcDialect extends AbstractDialect {

    private static final long serialVersionUID = 1L;

    @Override
    public String dialectName() {
        return "DuckDB";
    }

    @Override
    public Optional<String> defaultDriverName() {
        return Optional.of("org.duckdb.DuckDBDriver");
    }

    @Override
    public String quoteIdentifier(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String getLimitClause(long limit) {
        return "LIMIT " + limit;
    }

    @Override
    public Optional<String> getUpsertStatement(String table, String[] fields, String[] uniqueKeys) {
        List<String> keys = Arrays.asList(uniqueKeys);
        String updates =
                Arrays.stream(fields)
                        .filter(field -> !keys.contains(field))
                        .map(this::quoteIdentifier)
                        .map(field -> field + " = EXCLUDED." + field)
                        .collect(Collectors.joining(", "));
        String conflict =
                keys.stream().map(this::quoteIdentifier).collect(Collectors.joining(", "));
        return Optional.of(
                "%s ON CONFLICT (%s) DO UPDATE SET %s"
                        .formatted(getInsertIntoStatement(table, fields), conflict, updates));
    }

    @Override
    public Set<LogicalTypeRoot> supportedTypes() {
        return EnumSet.of(
                LogicalTypeRoot.BIGINT,
                LogicalTypeRoot.INTEGER,
                LogicalTypeRoot.DOUBLE,
                LogicalTypeRoot.VARCHAR,
                LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE);
    }

    @Override
    public Optional<Range> timestampPrecisionRange() {
        return Optional.of(Range.of(0, BenchmarkSchema.EVENT_TIME_PRECISION));
    }

    @Override
    public JdbcDialectConverter getRowConverter(RowType rowType) {
        return new Converter(rowType);
    }

    private static final class Converter extends AbstractDialectConverter {

        private static final long serialVersionUID = 1L;

        private Converter(RowType rowType) {
            super(rowType);
        }

        @Override
        public String converterName() {
            return "DuckDB";
        }
    }
}
