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

package io.flinkbundle.connector.duckdb.client;

import org.apache.flink.annotation.Internal;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the names that DuckDB gives to its types, such as {@code STRUCT(a INTEGER, "b c"
 * VARCHAR[])[]}. Names of fields may be quoted, as identifiers are.
 */
@Internal
final class DuckDbTypeParser {

    private final String text;
    private int position;

    private DuckDbTypeParser(String text) {
        this.text = text;
    }

    static DuckDbType parse(String text) {
        DuckDbTypeParser parser = new DuckDbTypeParser(text);
        try {
            DuckDbType type = parser.type();
            parser.skipSpaces();
            return parser.atEnd() ? type : new DuckDbType.Simple(text);
        } catch (ParseException e) {
            return new DuckDbType.Simple(text);
        }
    }

    private DuckDbType type() throws ParseException {
        DuckDbType type = element();
        while (accept('[')) {
            if (accept(']')) {
                type = new DuckDbType.ListOf(type);
            } else {
                type = new DuckDbType.ArrayOf(type, number());
                expect(']');
            }
        }
        return type;
    }

    private DuckDbType element() throws ParseException {
        int start = position;
        String name = typeName();
        if (!accept('(')) {
            return new DuckDbType.Simple(name);
        }
        DuckDbType type =
                switch (name) {
                    case "DECIMAL" -> decimal();
                    case "ENUM" -> new DuckDbType.Enumeration(values());
                    case "MAP" -> map();
                    case "STRUCT" -> new DuckDbType.Struct(members());
                    case "UNION" -> new DuckDbType.Union(members());
                    default -> withUnknownParameters(start);
                };
        expect(')');
        return type;
    }

    /** One word or more: {@code TIMESTAMP WITH TIME ZONE}. */
    private String typeName() throws ParseException {
        skipSpaces();
        int start = position;
        if (peek() == '"') {
            quoted('"');
            return text.substring(start, position);
        }
        while (!atEnd() && "()[],".indexOf(peek()) < 0) {
            position++;
        }
        String name = text.substring(start, position).strip();
        if (name.isEmpty()) {
            throw unexpected();
        }
        return name.toUpperCase(Locale.ROOT);
    }

    private DuckDbType decimal() throws ParseException {
        int precision = number();
        expect(',');
        return new DuckDbType.Decimal(precision, number());
    }

    private DuckDbType map() throws ParseException {
        DuckDbType key = type();
        expect(',');
        return new DuckDbType.MapOf(key, type());
    }

    private List<String> values() throws ParseException {
        List<String> values = new ArrayList<>();
        do {
            skipSpaces();
            values.add(quoted('\''));
        } while (accept(','));
        return values;
    }

    private List<DuckDbType.Member> members() throws ParseException {
        List<DuckDbType.Member> members = new ArrayList<>();
        do {
            skipSpaces();
            String name = peek() == '"' ? quoted('"') : word();
            members.add(new DuckDbType.Member(name, type()));
        } while (accept(','));
        return members;
    }

    private DuckDbType withUnknownParameters(int start) throws ParseException {
        for (int open = 1; open > 0; ) {
            char next = peek();
            if (next == '"' || next == '\'') {
                quoted(next);
                continue;
            }
            open += next == '(' ? 1 : next == ')' ? -1 : 0;
            position += open > 0 ? 1 : 0;
        }
        return new DuckDbType.Simple(text.substring(start, position + 1).strip());
    }

    private String word() throws ParseException {
        int start = position;
        while (!Character.isWhitespace(peek())) {
            position++;
        }
        return text.substring(start, position);
    }

    /** What stands between two quotes, where a doubled quote stands for one. */
    private String quoted(char quote) throws ParseException {
        expect(quote);
        StringBuilder content = new StringBuilder();
        while (true) {
            char next = peek();
            position++;
            if (next != quote) {
                content.append(next);
            } else if (!atEnd() && peek() == quote) {
                content.append(quote);
                position++;
            } else {
                return content.toString();
            }
        }
    }

    private int number() throws ParseException {
        skipSpaces();
        int start = position;
        while (!atEnd() && Character.isDigit(peek())) {
            position++;
        }
        try {
            return Integer.parseInt(text.substring(start, position));
        } catch (NumberFormatException e) {
            throw unexpected();
        }
    }

    private boolean accept(char wanted) throws ParseException {
        skipSpaces();
        if (atEnd() || peek() != wanted) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(char wanted) throws ParseException {
        if (!accept(wanted)) {
            throw unexpected();
        }
    }

    private void skipSpaces() {
        while (!atEnd() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private boolean atEnd() {
        return position == text.length();
    }

    private char peek() throws ParseException {
        if (atEnd()) {
            throw unexpected();
        }
        return text.charAt(position);
    }

    private ParseException unexpected() {
        return new ParseException("Not the name of a type: " + text, position);
    }
}
