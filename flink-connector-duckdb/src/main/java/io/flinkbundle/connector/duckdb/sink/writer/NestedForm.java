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

import org.apache.flink.annotation.Internal;

import java.util.function.UnaryOperator;

/**
 * How values of a type travel within a JSON document.
 *
 * @param structure how the values look there, as {@code from_json} wants to know it
 * @param conversion makes the SQL expression of the type itself out of one that yields what is read
 *     from the document
 * @param writer writes the values
 */
@Internal
record NestedForm(String structure, UnaryOperator<String> conversion, JsonWriter writer) {

    /** The parameter of all lambdas; an inner one hides the outer one, which it never needs. */
    static final String ELEMENT = "x";

    /** Whether values have their own type when they are read from a document. */
    boolean needsNoConversion() {
        return conversion.apply(ELEMENT).equals(ELEMENT);
    }

    /** The SQL expression that turns documents into values. */
    String parse(String documents) {
        String parsed =
                String.format(
                        "from_json_strict(%s, '%s')", documents, structure.replace("'", "''"));
        // A list of one element, because the conversion may name what it converts more than once.
        return needsNoConversion() ? parsed : transform('[' + parsed + ']', conversion) + "[1]";
    }

    static String transform(String list, UnaryOperator<String> conversion) {
        return String.format(
                "list_transform(%s, lambda %s: %s)", list, ELEMENT, conversion.apply(ELEMENT));
    }
}
