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

package io.flinkbundle.cli.script;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a script into statements where Flink's SQL client would cut it. */
@Internal
public final class ScriptSplitter {

    /** A comment, a quoted text or name, or an end: in this order, so that quoted ends are none. */
    private static final Pattern TOKEN =
            Pattern.compile("--[^\\n]*|/\\*(?s:.*?)\\*/|'(?:[^']|'')*'|`(?:[^`]|``)*`|;");

    /** Statement sets hold semicolons of their own. */
    private static final Pattern OPEN_SET =
            Pattern.compile("\\bSTATEMENT\\s+SET\\s+BEGIN\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern END = Pattern.compile("\\bEND\\s*$", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final List<Statement> statements = new ArrayList<>();
    private int begin;

    private ScriptSplitter(String text) {
        this.text = text;
    }

    /** The statements of a script, in their order. */
    public static List<Statement> split(String text) {
        return new ScriptSplitter(text).split();
    }

    private List<Statement> split() {
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group().equals(";") && !isInsideSet(token.start())) {
                end(token.start());
                begin = token.end();
            } else if (isComment(token.group()) && text.substring(begin, token.start()).isBlank()) {
                begin = token.end(); // comments before a statement are not part of it
            }
        }
        end(text.length());
        return List.copyOf(statements);
    }

    private boolean isInsideSet(int end) {
        String statement = text.substring(begin, end);
        return OPEN_SET.matcher(statement).find() && !END.matcher(statement).find();
    }

    private void end(int end) {
        String statement = text.substring(begin, end);
        if (!statement.isBlank()) {
            int first = begin + statement.indexOf(statement.stripLeading());
            int line = 1 + (int) text.substring(0, first).chars().filter(c -> c == '\n').count();
            statements.add(new Statement(statement.strip(), line));
        }
    }

    /** Hints look like comments and are part of the statement. */
    private static boolean isComment(String token) {
        return token.startsWith("--") || (token.startsWith("/*") && !token.startsWith("/*+"));
    }
}
