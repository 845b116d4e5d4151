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

import java.util.List;

/** Goes through the tokens of a definition, and says where one is not what it should be. */
@Internal
final class Tokens {

    private final List<Token> tokens;
    private int next;

    Tokens(String text) throws SchemaMismatchException {
        tokens = Lexer.tokens(text);
    }

    Token peek() {
        return tokens.get(next);
    }

    /** The end comes again and again. */
    Token take() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    boolean at(String wordOrSymbol) {
        return peek().is(wordOrSymbol);
    }

    boolean at(Token.Kind kind) {
        return peek().kind() == kind;
    }

    /** Whether the token after the next one is this. */
    boolean followedBy(String wordOrSymbol) {
        return next + 1 < tokens.size() && tokens.get(next + 1).is(wordOrSymbol);
    }

    /** Takes a word or symbol if it is there. */
    boolean accept(String wordOrSymbol) {
        boolean there = at(wordOrSymbol);
        if (there) {
            next++;
        }
        return there;
    }

    void expect(String wordOrSymbol) throws SchemaMismatchException {
        if (!accept(wordOrSymbol)) {
            throw expected("'" + wordOrSymbol + "'");
        }
    }

    /**
     * @param what for the message if something else is there
     */
    String word(String what) throws SchemaMismatchException {
        return take(Token.Kind.WORD, what).text();
    }

    Token take(Token.Kind kind, String what) throws SchemaMismatchException {
        if (!at(kind)) {
            throw expected(what);
        }
        return take();
    }

    /** A name with dots, which may begin with one. */
    String dottedName(String what) throws SchemaMismatchException {
        StringBuilder name = new StringBuilder(accept(".") ? "." : "").append(word(what));
        while (accept(".")) {
            name.append('.').append(word(what));
        }
        return name.toString();
    }

    /** An integer, which may be negative, between two bounds. */
    int integer(String what, long min, long max) throws SchemaMismatchException {
        Token start = peek();
        boolean negative = accept("-");
        Token digits = take(Token.Kind.INTEGER, what);
        long value;
        try {
            value = Long.decode((negative ? "-" : "") + digits.text());
        } catch (NumberFormatException e) {
            throw error(start, what + " is out of range");
        }
        if (value < min || value > max) {
            throw error(start, what + " is " + value + ", and not from " + min + " to " + max);
        }
        return (int) value;
    }

    /** Texts that follow one another are one. */
    String text(String what) throws SchemaMismatchException {
        StringBuilder text = new StringBuilder(take(Token.Kind.TEXT, what).text());
        while (at(Token.Kind.TEXT)) {
            text.append(take().text());
        }
        return text.toString();
    }

    /** Skips a block, whatever is in it. */
    void skipBlock() throws SchemaMismatchException {
        expect("{");
        for (int depth = 1; depth > 0; ) {
            Token token = take();
            if (token.kind() == Token.Kind.END) {
                throw error(token, "'}' is expected, and the end is there");
            }
            depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
        }
    }

    SchemaMismatchException expected(String what) {
        return error(peek(), what + " is expected, and " + peek().description() + " is there");
    }

    SchemaMismatchException error(Token at, String reason) {
        return error(at.line(), at.column(), reason);
    }

    static SchemaMismatchException error(int line, int column, String reason) {
        return new SchemaMismatchException(
                "its definition cannot be read at " + line + ":" + column + ", " + reason);
    }
}
