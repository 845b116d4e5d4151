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

package io.flinkbundle.connector.pubsub.table.schema.protobuf.definition;

import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;

import org.apache.flink.annotation.Internal;

/** What is reserved, or left to extensions: it says nothing about data, and is skipped. */
@Internal
final class Ranges {

    private Ranges() {}

    /**
     * Skips numbers, ranges of them, names and options up to a semicolon.
     *
     * @param min the lowest number
     */
    static void skip(Tokens tokens, int min) throws SchemaMismatchException {
        do {
            if (tokens.at(Token.Kind.TEXT)) {
                tokens.text("a name");
            } else {
                skipRange(tokens, min);
            }
        } while (tokens.accept(","));
        if (tokens.accept("[")) {
            do {
                ProtobufOption.parse(tokens);
            } while (tokens.accept(","));
            tokens.expect("]");
        }
        tokens.expect(";");
    }

    private static void skipRange(Tokens tokens, int min) throws SchemaMismatchException {
        tokens.integer("a number or a name in quotes", min, Integer.MAX_VALUE);
        if (tokens.accept("to") && !tokens.accept("max")) {
            tokens.integer("a number or 'max'", min, Integer.MAX_VALUE);
        }
    }
}
