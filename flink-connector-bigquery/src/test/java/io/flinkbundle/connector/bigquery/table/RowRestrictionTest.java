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

package io.flinkbundle.connector.bigquery.table;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinition;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.types.DataType;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class RowRestrictionTest {

    private static final ResolvedExpression ID = column("id", DataTypes.BIGINT());
    private static final ResolvedExpression NAME = column("name", DataTypes.STRING());

    @Test
    void quotesTexts() {
        assertThat(RowRestriction.of(equal(NAME, literal("it's \\ a\nline"))))
                .contains("`name` = 'it\\'s \\\\ a\\nline'");
    }

    @Test
    void writesEveryConstant() {
        assertThat(RowRestriction.of(equal(ID, literal(5)))).contains("`id` = 5");
        assertThat(RowRestriction.of(equal(ID, literal(new BigDecimal("1.50")))))
                .contains("`id` = BIGNUMERIC '1.50'");
        assertThat(RowRestriction.of(equal(ID, literal(LocalDate.of(2026, 1, 31)))))
                .contains("`id` = DATE '2026-01-31'");
        assertThat(RowRestriction.of(equal(ID, literal(Instant.ofEpochSecond(1)))))
                .contains("`id` = TIMESTAMP '1970-01-01T00:00:01Z'");
    }

    @Test
    void joinsConditions() {
        assertThat(
                        RowRestriction.of(
                                call(
                                        BuiltInFunctionDefinitions.OR,
                                        call(BuiltInFunctionDefinitions.IS_NULL, NAME),
                                        call(
                                                BuiltInFunctionDefinitions.NOT,
                                                equal(ID, literal(1))))))
                .contains("(`name` IS NULL) OR (NOT (`id` = 1))");
    }

    @Test
    void leavesToFlinkWhatItCannotExpress() {
        ResolvedExpression other = call(BuiltInFunctionDefinitions.LIKE, NAME, literal("a%"));

        assertThat(RowRestriction.of(other)).isEmpty();
        assertThat(
                        RowRestriction.of(
                                call(BuiltInFunctionDefinitions.AND, other, equal(ID, literal(1)))))
                .isEmpty();
        assertThat(RowRestriction.of(equal(literal(1), literal(1)))).isEmpty();
        assertThat(RowRestriction.of(equal(ID, literal(Instant.ofEpochSecond(1, 1))))).isEmpty();
    }

    private static ResolvedExpression equal(ResolvedExpression left, ResolvedExpression right) {
        return call(BuiltInFunctionDefinitions.EQUALS, left, right);
    }

    private static ResolvedExpression call(
            BuiltInFunctionDefinition function, ResolvedExpression... arguments) {
        return CallExpression.permanent(function, List.of(arguments), DataTypes.BOOLEAN());
    }

    private static ResolvedExpression literal(Object value) {
        return new ValueLiteralExpression(value);
    }

    private static ResolvedExpression column(String name, DataType type) {
        return new FieldReferenceExpression(name, type, 0, 0);
    }
}
