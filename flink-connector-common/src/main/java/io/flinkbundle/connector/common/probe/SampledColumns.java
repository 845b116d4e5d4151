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

package io.flinkbundle.connector.common.probe;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Guesses columns from samples: the narrowest of BIGINT, DOUBLE, BOOLEAN and STRING that holds all
 * values of a name, and ROW and ARRAY for nested JSON. Not thread-safe.
 */
@PublicEvolving
public final class SampledColumns {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LogicalType STRING = new VarCharType(VarCharType.MAX_LENGTH);

    /** Up to 18 digits: all of them fit. */
    private static final String WHOLE = "[-+]?\\d{1,18}";

    private static final String DECIMAL = "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?";

    private final Map<String, LogicalType> types = new LinkedHashMap<>();

    /** Takes a value that is text. */
    public void add(String name, String value) {
        merge(name, typeOf(value));
    }

    /**
     * Takes an object of JSON, each member for itself.
     *
     * @return whether it was one
     */
    public boolean addJson(byte[] document) {
        return object(document)
                .map(
                        object -> {
                            object.fields()
                                    .forEachRemaining(
                                            member ->
                                                    typeOf(member.getValue())
                                                            .ifPresent(
                                                                    type ->
                                                                            merge(
                                                                                    member.getKey(),
                                                                                    type)));
                            return true;
                        })
                .orElse(false);
    }

    /** The names in the order of their first appearance. */
    public List<FoundColumn> columns() {
        return types.entrySet().stream()
                .map(each -> new FoundColumn(each.getKey(), each.getValue(), "guessed"))
                .toList();
    }

    private void merge(String name, LogicalType type) {
        types.merge(name, type, SampledColumns::both);
    }

    private static LogicalType both(LogicalType one, LogicalType other) {
        if (one.equals(other)) {
            return one;
        }
        return isNumber(one) && isNumber(other) ? new DoubleType() : STRING;
    }

    private static boolean isNumber(LogicalType type) {
        return type.is(LogicalTypeRoot.BIGINT) || type.is(LogicalTypeRoot.DOUBLE);
    }

    private static LogicalType typeOf(String value) {
        if (value.matches(WHOLE)) {
            return new BigIntType();
        }
        if (value.matches(DECIMAL)) {
            return new DoubleType();
        }
        return value.equals("true") || value.equals("false") ? new BooleanType() : STRING;
    }

    private static Optional<JsonNode> object(byte[] document) {
        try {
            return Optional.ofNullable(JSON.readTree(new String(document, StandardCharsets.UTF_8)))
                    .filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty(); // the caller learns that it was none
        }
    }

    /** Nothing for null, which fits every type. */
    private static Optional<LogicalType> typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> Optional.of(new BooleanType());
            case NUMBER ->
                    Optional.of(
                            value.isIntegralNumber() && value.canConvertToLong()
                                    ? new BigIntType()
                                    : new DoubleType());
            case OBJECT -> Optional.of(row(value));
            case ARRAY -> Optional.of(array(value));
            case NULL, MISSING -> Optional.empty();
            default -> Optional.of(STRING);
        };
    }

    private static LogicalType row(JsonNode object) {
        SampledColumns members = new SampledColumns();
        object.fields()
                .forEachRemaining(
                        member ->
                                typeOf(member.getValue())
                                        .ifPresent(type -> members.merge(member.getKey(), type)));
        return members.types.isEmpty()
                ? STRING
                : new RowType(
                        members.types.entrySet().stream()
                                .map(each -> new RowType.RowField(each.getKey(), each.getValue()))
                                .toList());
    }

    private static LogicalType array(JsonNode array) {
        SampledColumns elements = new SampledColumns();
        array.forEach(element -> typeOf(element).ifPresent(type -> elements.merge("", type)));
        return new ArrayType(elements.types.getOrDefault("", STRING));
    }
}
