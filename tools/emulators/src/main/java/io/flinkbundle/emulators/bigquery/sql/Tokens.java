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

package io.flinkbundle.emulators.bigquery.sql;

import io.flinkbundle.emulators.bigquery.errors.ApiException;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;

/** Goes through the words of a statement. Not thread-safe. */
@Internal
final class Tokens {

    private final List<Token> tokens;
    private int at;

    Tokens(List<Token> tokens) {
        this.tokens = new ArrayList<>(tokens);
    }

    static Tokens of(String sql) {
        return new Tokens(Tokenizer.tokens(sql));
    }

    boolean hasNext() {
        return at < tokens.size();
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : Token.END;
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    /** Goes back by one word. */
    void back() {
        at--;
    }

    /** Whether these words come next, which are then passed. */
    boolean skip(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    /** Takes the first half of a symbol of two characters. */
    void halve() {
        String half = peek().text().substring(1);
        tokens.set(at, new Token(Token.Kind.SYMBOL, half, true));
    }

    void expect(String word) {
        if (!skip(word)) {
            throw ApiException.invalidQuery(
                    "Syntax error: Expected \"" + word + "\" but got \"" + peek().text() + "\"");
        }
    }

    /** The words in the parentheses that come next. */
    Tokens parenthesized() {
        expect("(");
        List<Token> inner = new ArrayList<>();
        int depth = 1;
        while (true) {
            Token token = next();
            if (token == Token.END) {
                throw ApiException.invalidQuery("Syntax error: Expected \")\"");
            }
            if (token.is("(")) {
                depth++;
            } else if (token.is(")") && --depth == 0) {
                return new Tokens(inner);
            }
            inner.add(token);
        }
    }

    /** All words, apart where commas outside of parentheses are. */
    List<Tokens> split() {
        List<Tokens> parts = new ArrayList<>();
        List<Token> part = new ArrayList<>();
        int depth = 0;
        for (Token token : tokens.subList(at, tokens.size())) {
            if (token.is("(") || token.is("[") || token.is("<")) {
                depth++;
            } else if (token.is(")") || token.is("]") || token.is(">")) {
                depth--;
            } else if (token.is(">>") && depth > 1) {
                depth -= 2; // the ends of two types, not a shift
            }
            if (depth == 0 && token.is(",")) {
                parts.add(new Tokens(part));
                part = new ArrayList<>();
            } else {
                part.add(token);
            }
        }
        if (!part.isEmpty()) {
            parts.add(new Tokens(part));
        }
        return parts;
    }

    /** The words that are left. */
    List<Token> rest() {
        return tokens.subList(Math.min(at, tokens.size()), tokens.size());
    }

    /** The names of a path, whose points may be inside of backticks and whose names have dashes. */
    List<String> path() {
        List<String> path = new ArrayList<>();
        do {
            Token token = next();
            if (!token.isName()) {
                throw ApiException.invalidQuery(
                        "Syntax error: Unexpected \"" + token.text() + "\"");
            }
            StringBuilder name = new StringBuilder(token.text());
            while (path.isEmpty()
                    && token.kind() == Token.Kind.WORD
                    && peek().is("-")
                    && peek().joined()
                    && peek(1).joined()
                    && (peek(1).kind() == Token.Kind.WORD || peek(1).kind() == Token.Kind.NUMBER)) {
                next();
                name.append('-').append(next().text());
            }
            if (token.kind() == Token.Kind.QUOTED) {
                path.addAll(List.of(name.toString().split("\\.")));
            } else {
                path.add(name.toString());
            }
        } while (skip("."));
        return path;
    }
}
