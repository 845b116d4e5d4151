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

package io.flinkbundle.emulators.pubsub.filter;

import org.apache.flink.annotation.Internal;

/** Cuts a filter expression into tokens; always stands on one. */
@Internal
final class FilterTokens {

    enum Kind {
        /**
         * Letters, digits, hyphens and underscores: a keyword, a function or a key without quotes.
         */
        WORD,
        STRING,
        /** One of {@code ( ) , . : = != -}. */
        SYMBOL,
        END
    }

    private final String expression;

    private int next;
    private int start;
    private Kind kind = Kind.END;
    private String text = "";

    FilterTokens(String expression) {
        this.expression = expression;
        advance();
    }

    Kind kind() {
        return kind;
    }

    /** The word, the symbol, or the value of the string. */
    String text() {
        return text;
    }

    boolean is(Kind expectedKind, String expectedText) {
        return kind == expectedKind && text.equals(expectedText);
    }

    FilterSyntaxException failure(String reason) {
        return new FilterSyntaxException(expression, start, reason);
    }

    /** Goes to the next token. */
    void advance() {
        while (next < expression.length() && Character.isWhitespace(expression.charAt(next))) {
            next++;
        }
        start = next;
        if (next == expression.length()) {
            kind = Kind.END;
            text = "";
            return;
        }
        char first = expression.charAt(next);
        if (first == '"') {
            kind = Kind.STRING;
            text = readString();
        } else if (isWordStart(first)) {
            kind = Kind.WORD;
            text = readWord();
        } else {
            kind = Kind.SYMBOL;
            text = readSymbol(first);
        }
    }

    private static boolean isWordStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private String readWord() {
        int from = next;
        while (next < expression.length()
                && (isWordStart(expression.charAt(next)) || expression.charAt(next) == '-')) {
            next++;
        }
        return expression.substring(from, next);
    }

    private String readSymbol(char first) {
        if (first == '!' && expression.startsWith("!=", next)) {
            next += 2;
            return "!=";
        }
        if ("(),.:=-".indexOf(first) < 0) {
            throw failure("'" + first + "' has no meaning here.");
        }
        next++;
        return String.valueOf(first);
    }

    private String readString() {
        StringBuilder value = new StringBuilder();
        next++;
        while (next < expression.length()) {
            char c = expression.charAt(next++);
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\') {
                readEscape(value);
            } else {
                value.append(c);
            }
        }
        throw failure("the string has no closing quotation mark.");
    }

    private void readEscape(StringBuilder value) {
        if (next == expression.length()) {
            throw failure("the string has no closing quotation mark.");
        }
        char c = expression.charAt(next++);
        switch (c) {
            case '\\', '"', '\'', '?', '`' -> value.append(c);
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'v' -> value.append('\u000b');
            case 'x', 'X' -> value.appendCodePoint(readNumber(2, 16));
            case 'u' -> value.appendCodePoint(readNumber(4, 16));
            case 'U' -> value.appendCodePoint(readNumber(8, 16));
            case '0', '1', '2', '3' -> {
                next--;
                value.appendCodePoint(readNumber(3, 8));
            }
            default -> throw failure("'\\" + c + "' is no escape sequence.");
        }
    }

    private int readNumber(int digits, int radix) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            int digit =
                    next < expression.length()
                            ? Character.digit(expression.charAt(next++), radix)
                            : -1;
            if (digit < 0) {
                throw failure("an escape sequence needs " + digits + " digits.");
            }
            number = number * radix + digit;
        }
        if (!Character.isValidCodePoint(number)) {
            throw failure("an escape sequence is beyond Unicode.");
        }
        return number;
    }
}
