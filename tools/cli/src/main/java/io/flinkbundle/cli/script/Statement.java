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

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement of a script.
 *
 * @param sql its text without its semicolon, line breaks and comments inside it kept
 * @param line where it begins in the file, counted from one
 */
@Internal
public record Statement(String sql, int line) {

    private static final Pattern TITLE =
            Pattern.compile(
                    "^((?:CREATE|ALTER|DROP)(?:\\s+(?:OR|REPLACE|TEMPORARY|SYSTEM|MATERIALIZED))*"
                            + "\\s+\\w+(?:\\s+IF\\s+(?:NOT\\s+)?EXISTS)?"
                            + "|INSERT\\s+(?:INTO|OVERWRITE)|EXECUTE\\s+STATEMENT\\s+SET"
                            + "|USE\\s+\\w+|\\w+)\\s*([\\w.`]+|'[^']*')?",
                    Pattern.CASE_INSENSITIVE);

    /** Its first words: what it does, and to what. */
    public String title() {
        Matcher words = TITLE.matcher(sql);
        return words.find() ? words.group().strip().replaceAll("\\s+", " ") : sql.strip();
    }

    /** The last part of the name of what it creates, if it creates something. */
    public Optional<String> creates() {
        Matcher words = TITLE.matcher(sql);
        boolean create =
                words.find()
                        && words.group(2) != null
                        && words.group().regionMatches(true, 0, "CREATE", 0, 6);
        return create
                ? Optional.of(words.group(2).replace("`", "").replaceFirst("^.*\\.", ""))
                : Optional.empty();
    }

    /** The line of the file on which a line of this statement stands, both counted from one. */
    public int lineInFile(int lineInStatement) {
        return line + lineInStatement - 1;
    }

    /** The line of the file on which a text first occurs in the statement, or the first line. */
    public int lineOf(String text) {
        int at = sql.indexOf(text);
        return at < 0
                ? line
                : line + (int) sql.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
