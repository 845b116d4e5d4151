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

import com.google.protobuf.TextFormat;

/**
 * An option of whatever has some. Most mean nothing for data.
 *
 * @param value with its sign; of a text what stands between the quotes; empty for a block
 * @param kind of the value, END for a block
 * @param start of the value
 */
@Internal
record ProtobufOption(String name, String value, Token.Kind kind, Token start) {

    /** {@code name = value}, without what stands around. */
    static ProtobufOption parse(Tokens tokens) throws SchemaMismatchException {
        String name = name(tokens);
        tokens.expect("=");
        Token start = tokens.peek();
        if (start.is("{")) {
            tokens.skipBlock();
            return new ProtobufOption(name, "", Token.Kind.END, start);
        }
        if (start.kind() == Token.Kind.TEXT) {
            return new ProtobufOption(name, tokens.text("a text"), Token.Kind.TEXT, start);
        }
        String sign = tokens.accept("-") ? "-" : "";
        return switch (tokens.peek().kind()) {
            case WORD, INTEGER, FLOAT -> {
                Token value = tokens.take();
                yield new ProtobufOption(name, sign + value.text(), value.kind(), start);
            }
            default -> throw tokens.expected("a value of the option '" + name + "'");
        };
    }

    /** Skips {@code option name = value;}, of which {@code option} was taken. */
    static ProtobufOption statement(Tokens tokens) throws SchemaMismatchException {
        ProtobufOption option = parse(tokens);
        tokens.expect(";");
        return option;
    }

    private static String name(Tokens tokens) throws SchemaMismatchException {
        StringBuilder name = new StringBuilder();
        do {
            name.append(name.isEmpty() ? "" : ".");
            if (tokens.accept("(")) {
                name.append('(').append(tokens.dottedName("the name of an option")).append(')');
                tokens.expect(")");
            } else {
                name.append(tokens.word("the name of an option"));
            }
        } while (tokens.accept("."));
        return name.toString();
    }

    boolean isTrue(Tokens tokens) throws SchemaMismatchException {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw tokens.error(start, "'" + name + "' is true or false");
        };
    }

    /** The value, which is a text, without escapes. */
    String text(Tokens tokens) throws SchemaMismatchException {
        if (kind != Token.Kind.TEXT) {
            throw tokens.error(start, "the value of '" + name + "' is a text");
        }
        try {
            return TextFormat.unescapeBytes(value).toStringUtf8();
        } catch (TextFormat.InvalidEscapeSequenceException e) {
            throw tokens.error(start, e.getMessage());
        }
    }
}
