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

package io.flinkbundle.emulators.influxdb3.sql;

import io.flinkbundle.emulators.influxdb3.sql.SqlToken.Kind;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;

/** Takes a query apart. Comments and white space are left out. */
@Internal
final class SqlTokenizer {

    private static final List<String> LONG_SYMBOLS =
            List.of("!~*", "<=", ">=", "<>", "!=", "::", "||", "=>", "->", "!~", "~*");

    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();

    private int at;

    private SqlTokenizer(String sql) {
        this.sql = sql;
    }

    static List<SqlToken> tokens(String sql) throws SqlException {
        return new SqlTokenizer(sql).run();
    }

    private List<SqlToken> run() throws SqlException {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (sql.startsWith("--", at)) {
                skipUntil("\n");
            } else if (sql.startsWith("/*", at)) {
                skipUntil("*/");
            } else if (c == '\'') {
                add(Kind.STRING, quoted(c));
            } else if (c == '"') {
                add(Kind.QUOTED_NAME, quoted(c));
            } else if (isDigit(c)
                    || c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1))) {
                add(Kind.NUMBER, number());
            } else if (c == '$') {
                at++;
                add(Kind.PARAMETER, word());
            } else if (Character.isLetter(c) || c == '_') {
                add(Kind.WORD, word());
            } else {
                add(Kind.SYMBOL, symbol());
            }
        }
        return tokens;
    }

    private void add(Kind kind, String text) {
        tokens.add(new SqlToken(kind, text));
    }

    private void skipUntil(String end) {
        int found = sql.indexOf(end, at);
        at = found < 0 ? sql.length() : found + end.length();
    }

    private String quoted(char quote) throws SqlException {
        StringBuilder text = new StringBuilder();
        int start = at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c != quote) {
                text.append(c);
            } else if (at < sql.length() && sql.charAt(at) == quote) {
                text.append(c);
                at++;
            } else {
                return text.toString();
            }
        }
        throw SqlException.syntax(
                (quote == '"'
                                ? "Expected close delimiter '\"' before EOF"
                                : "Unterminated string literal")
                        + " at Column: "
                        + (start + 1));
    }

    private String number() {
        int start = at;
        skipDigits();
        if (at < sql.length() && sql.charAt(at) == '.') {
            at++;
            skipDigits();
        }
        if (at < sql.length() && (sql.charAt(at) == 'e' || sql.charAt(at) == 'E')) {
            int exponent = at + 1;
            if (exponent < sql.length() && "+-".indexOf(sql.charAt(exponent)) >= 0) {
                exponent++;
            }
            if (exponent < sql.length() && isDigit(sql.charAt(exponent))) {
                at = exponent;
                skipDigits();
            }
        }
        return sql.substring(start, at);
    }

    private void skipDigits() {
        while (at < sql.length() && isDigit(sql.charAt(at))) {
            at++;
        }
    }

    private String word() {
        int start = at;
        while (at < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
            at++;
        }
        return sql.substring(start, at);
    }

    private String symbol() {
        for (String symbol : LONG_SYMBOLS) {
            if (sql.startsWith(symbol, at)) {
                at += symbol.length();
                return symbol;
            }
        }
        return String.valueOf(sql.charAt(at++));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
