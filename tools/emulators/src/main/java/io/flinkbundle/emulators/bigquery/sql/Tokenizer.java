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
import java.util.Locale;

/**
 * Takes GoogleSQL apart.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical">lexical
 *     structure</a>
 */
@Internal
final class Tokenizer {

    private static final List<String> LONG_SYMBOLS =
            List.of("<=", ">=", "<>", "!=", "||", "<<", ">>", "=>", "|>");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean spaced = true;

    private Tokenizer(String sql) {
        this.sql = sql;
    }

    static List<Token> tokens(String sql) {
        Tokenizer tokenizer = new Tokenizer(sql);
        while (tokenizer.at < sql.length()) {
            tokenizer.next();
        }
        return tokenizer.tokens;
    }

    private void next() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
            spaced = true;
        } else if (c == '#' || sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
            spaced = true;
        } else if (sql.startsWith("/*", at)) {
            int end = sql.indexOf("*/", at + 2);
            at = end < 0 ? sql.length() : end + 2;
            spaced = true;
        } else if (c == '`') {
            int end = sql.indexOf('`', at + 1);
            if (end < 0) {
                throw ApiException.invalidQuery("Syntax error: Unclosed identifier literal");
            }
            add(Token.Kind.QUOTED, sql.substring(at + 1, end));
            at = end + 1;
        } else if (c == '\'' || c == '"') {
            add(Token.Kind.STRING, string(false));
        } else if (Character.isLetter(c) || c == '_') {
            word();
        } else if (Character.isDigit(c)
                || c == '.'
                        && at + 1 < sql.length()
                        && Character.isDigit(sql.charAt(at + 1))
                        && !follows()) {
            number();
        } else if (c == '@' && at + 1 < sql.length() && Character.isLetter(sql.charAt(at + 1))) {
            int from = ++at;
            skipWord();
            add(Token.Kind.PARAMETER, sql.substring(from, at));
        } else if (c == '?') {
            at++;
            add(Token.Kind.PARAMETER, "?");
        } else {
            symbol();
        }
    }

    /** Whether a point is behind a name, and not before the digits of a number. */
    private boolean follows() {
        return !spaced
                && !tokens.isEmpty()
                && (tokens.get(tokens.size() - 1).isName()
                        || tokens.get(tokens.size() - 1).is(")"));
    }

    private void add(Token.Kind kind, String text) {
        tokens.add(new Token(kind, text, !spaced));
        spaced = false;
    }

    private void skipWord() {
        while (at < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
            at++;
        }
    }

    private void word() {
        int from = at;
        skipWord();
        String word = sql.substring(from, at);
        String prefix = word.toLowerCase(Locale.ROOT);
        boolean quote = at < sql.length() && (sql.charAt(at) == '\'' || sql.charAt(at) == '"');
        if (quote && List.of("r", "b", "rb", "br").contains(prefix)) {
            String text = string(prefix.contains("r"));
            add(prefix.contains("b") ? Token.Kind.BYTES : Token.Kind.STRING, text);
        } else {
            add(Token.Kind.WORD, word);
        }
    }

    private void number() {
        int from = at;
        if (sql.startsWith("0x", at) || sql.startsWith("0X", at)) {
            at += 2;
            skipWord();
        } else {
            while (at < sql.length()
                    && (Character.isDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
                at++;
            }
            if (at < sql.length() && (sql.charAt(at) == 'e' || sql.charAt(at) == 'E')) {
                at++;
                if (at < sql.length() && (sql.charAt(at) == '+' || sql.charAt(at) == '-')) {
                    at++;
                }
                skipWord();
            }
        }
        add(Token.Kind.NUMBER, sql.substring(from, at));
    }

    private void symbol() {
        for (String symbol : LONG_SYMBOLS) {
            if (sql.startsWith(symbol, at)) {
                at += symbol.length();
                add(Token.Kind.SYMBOL, symbol);
                return;
            }
        }
        add(Token.Kind.SYMBOL, String.valueOf(sql.charAt(at++)));
    }

    private String string(boolean raw) {
        char quote = sql.charAt(at);
        String triple = String.valueOf(quote).repeat(3);
        String end = sql.startsWith(triple, at) ? triple : String.valueOf(quote);
        at += end.length();
        StringBuilder text = new StringBuilder();
        while (!sql.startsWith(end, at)) {
            if (at >= sql.length()) {
                throw ApiException.invalidQuery("Syntax error: Unclosed string literal");
            }
            char c = sql.charAt(at++);
            if (c != '\\') {
                text.append(c);
            } else if (raw) {
                text.append(c).append(sql.charAt(at++));
            } else {
                escape(text);
            }
        }
        at += end.length();
        return text.toString();
    }

    private void escape(StringBuilder text) {
        char c = sql.charAt(at++);
        switch (c) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'a' -> text.append('\u0007');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'v' -> text.append('\u000b');
            case 'x', 'X' -> code(text, 2, 16);
            case 'u' -> code(text, 4, 16);
            case 'U' -> code(text, 8, 16);
            case '0', '1', '2', '3' -> {
                at--;
                code(text, 3, 8);
            }
            default -> text.append(c);
        }
    }

    private void code(StringBuilder text, int digits, int radix) {
        text.appendCodePoint(Integer.parseInt(sql.substring(at, at + digits), radix));
        at += digits;
    }
}
