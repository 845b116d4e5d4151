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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.duckdb.sink.ColumnMapping;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.DecimalType;

import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBWritableVector;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.Arrays;

/** Decimals of 19 to 38 digits. */
@Internal
final class DecimalColumn extends ScalarColumn {

    private final int precision;
    private final int scale;
    private BigDecimal[] values = new BigDecimal[0];

    DecimalColumn(int position, ColumnMapping column, DecimalType type) {
        super(position, column);
        this.precision = type.getPrecision();
        this.scale = type.getScale();
    }

    /** The value in the declared shape; rounding is left to the query, where it can be seen. */
    static BigDecimal fit(ValuePlace place, DecimalData value, int precision, int scale)
            throws UnwritableValueException {
        BigDecimal decimal = value.toBigDecimal();
        try {
            BigDecimal fitted = decimal.setScale(scale, RoundingMode.UNNECESSARY);
            if (fitted.precision() <= precision) {
                return fitted;
            }
        } catch (ArithmeticException e) {
            throw place.unwritable(overflow(decimal, precision, scale), e);
        }
        throw place.unwritable(overflow(decimal, precision, scale), null);
    }

    private static String overflow(BigDecimal value, int precision, int scale) {
        return value.toPlainString()
                + " does not fit into DECIMAL("
                + precision
                + ","
                + scale
                + ")";
    }

    @Override
    void take(RowData row, int index) throws UnwritableValueException {
        DecimalData value = row.getDecimal(position, precision, scale);
        values[index] = fit(place, value, precision, scale);
    }

    @Override
    int width() {
        return 2 * Long.BYTES;
    }

    @Override
    void set(DuckDBWritableVector vector, int row, int index) {
        vector.setBigDecimal(row, values[index]);
    }

    @Override
    void resize(int capacity) {
        super.resize(capacity);
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    DuckDBColumnType vectorType() {
        return DuckDBColumnType.DECIMAL;
    }

    @Override
    DuckDBLogicalType logicalType() throws SQLException {
        return DuckDBLogicalType.decimal(precision, scale);
    }
}
