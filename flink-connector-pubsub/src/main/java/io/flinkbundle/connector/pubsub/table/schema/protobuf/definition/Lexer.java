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

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits a definition into tokens, without white space and comments. */
@Internal
final class Lexer {

    private static final String SYMBOLS = ";={}[]()<>,.-+:/";
    private static final Pattern INTEGER = Pattern.compile("0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*");
    private static final Pattern FLOAT =
            Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?[fF]?");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private int lineStart;

    private Lexer(String text) {
        this.text = text;
    }

    /** The last token is the end. */
    static List<Token> tokens(String text) throws SchemaMismatchException {
        Lexer lexer = new Lexer(text);
        while (lexer.skipBlanks()) {
            lexer.addToken();
        }
        lexer.add(Token.Kind.END, "", lexer.position);
        return lexer.tokens;
    }

    /** Whether something follows. */
    private boolean skipBlanks() throws SchemaMismatchException {
        while (position < text.length()) {
            if (text.startsWith("//", position)) {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", position)) {
                skipBlockComment();
            } else if (Character.isWhitespace(current()) || current() == '\uFEFF') {
                advance();
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipBlockComment() throws SchemaMismatchException {
        int end = text.indexOf("*/", position + 2);
        if (end < 0) {
            throw error("a comment does not end");
        }
        while (position < end + 2) {
            advance();
        }
    }

    private void advance() {
        if (current() == '\n') {
            line++;
            lineStart = position + 1;
        }
        position++;
    }

    private char current() {
        return text.charAt(position);
    }

    private void addToken() throws SchemaMismatchException {
        char first = current();
        if (isWordPart(first) && !isDigit(first)) {
            addWord();
        } else if (isDigit(first) || first == '.' && isDigitAt(position + 1)) {
            addNumber();
        } else if (first == '"' || first == '\'') {
            addText(first);
        } else if (SYMBOLS.indexOf(first) >= 0) {
            add(Token.Kind.SYMBOL, String.valueOf(first), position++);
        } else {
            throw error("the character '" + first + "' has no meaning");
        }
    }

    private void addWord() {
        int start = position;
        while (position < text.length() && isWordPart(current())) {
            position++;
        }
        add(Token.Kind.WORD, text.substring(start, position), start);
    }

    private void addNumber() throws SchemaMismatchException {
        int start = position;
        while (position < text.length() && isNumberPart(start)) {
            position++;
        }
        String number = text.substring(start, position);
        if (INTEGER.matcher(number).matches()) {
            add(Token.Kind.INTEGER, number, start);
        } else if (FLOAT.matcher(number).matches()) {
            add(Token.Kind.FLOAT, number, start);
        } else {
            position = start;
            throw error("'" + number + "' is no number");
        }
    }

    private boolean isNumberPart(int start) {
        char part = current();
        if (part == '+' || part == '-') {
            return (text.charAt(position - 1) | ' ') == 'e' && !text.startsWith("0x", start);
        }
        return isWordPart(part) || part == '.';
    }

    private void addText(char quote) throws SchemaMismatchException {
        int start = position;
        position++;
        while (position < text.length() && current() != quote && current() != '\n') {
            position += current() == '\\' ? 2 : 1;
        }
        if (position >= text.length() || current() != quote) {
            position = start;
            throw error("a text does not end in its line");
        }
        add(Token.Kind.TEXT, text.substring(start + 1, position), start);
        position++;
    }

    private void add(Token.Kind kind, String value, int start) {
        tokens.add(new Token(kind, value, line, start - lineStart + 1));
    }

    private SchemaMismatchException error(String reason) {
        return Tokens.error(line, position - lineStart + 1, reason);
    }

    private boolean isDigitAt(int index) {
        return index < text.length() && isDigit(text.charAt(index));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || isDigit(c);
    }
}
