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

import io.flinkbundle.connector.common.secret.Redaction;
import io.flinkbundle.connector.common.secret.Secret;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs {@code session.init-sql} on a new connection. The text may create secrets, and DuckDB quotes
 * statements in its messages, so that a failure shows what is left when all quoted text is hidden.
 */
@Internal
final class SessionInit {

    /** A comment, or a text in single or double quotes or between dollars. */
    private static final Pattern COMMENT_OR_LITERAL =
            Pattern.compile(
                    "--[^\\n]*|/\\*.*?\\*/"
                            + "|'((?:[^']|'')*)'|\"((?:[^\"]|\"\")*)\"|\\$(\\w*)\\$(.*?)\\$\\3\\$",
                    Pattern.DOTALL);

    private static final Pattern QUOTED_VALUE = Pattern.compile("'[^']*'?");

    private static final Pattern KIND = Pattern.compile("[A-Z]\\w*(?: \\w+)* Error");

    /** Hiding shorter texts would hide half of a message, and no secret. */
    private static final int LEAST_SECRET = 3;

    private SessionInit() {}

    /**
     * @throws InvalidSettingException if the text cannot be read or DuckDB refuses it; without the
     *     error of DuckDB as its cause, whose message is not for the eyes of everybody
     */
    static void run(Connection connection, String path, Secret initSql)
            throws InvalidSettingException {
        String sql = read(initSql, path);
        if (sql.isBlank()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            String reason = String.valueOf(e.getMessage());
            Optional<String> missing = DuckDbErrors.missingExtension(reason);
            throw new InvalidSettingException(
                    String.format(
                            "The SQL of option 'session.init-sql' failed on a new connection to"
                                    + " DuckDB database '%s' on host '%s': %s",
                            path, LocalHost.name(), missing.orElseGet(() -> redact(reason, sql))));
        }
    }

    private static String read(Secret initSql, String path) throws InvalidSettingException {
        try {
            return initSql.read();
        } catch (IOException e) {
            throw new InvalidSettingException(
                    String.format(
                            "Could not read the file of option 'session.init-sql.file' for DuckDB"
                                    + " database '%s' on host '%s': %s",
                            path, LocalHost.name(), e.getMessage()),
                    e);
        }
    }

    /** The first line of a message, without anything that the statement has in quotes. */
    static String redact(String message, String sql) {
        String line = message.lines().findFirst().orElse("");
        String kind = kind(line);
        // A text that DuckDB cannot parse may be one whose quotes are not where they seem to be.
        if (kind.equals("Parser Error") || !quotesMatch(sql)) {
            return kind + ". The rest of DuckDB's message is hidden, because it quotes the SQL.";
        }
        for (String literal : literals(sql)) {
            line = line.replace(literal, Redaction.HIDDEN);
        }
        return QUOTED_VALUE.matcher(line).replaceAll(Redaction.HIDDEN);
    }

    private static String kind(String line) {
        Matcher matcher = KIND.matcher(line);
        return matcher.lookingAt() ? matcher.group() : "Error";
    }

    private static boolean quotesMatch(String sql) {
        String rest = COMMENT_OR_LITERAL.matcher(sql).replaceAll(" ");
        return rest.indexOf('\'') < 0 && rest.indexOf('"') < 0;
    }

    /** What stands in quotes, the longest text first, since one may contain another. */
    private static List<String> literals(String sql) {
        List<String> literals = new ArrayList<>();
        Matcher matcher = COMMENT_OR_LITERAL.matcher(sql);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                literals.add(matcher.group(1).replace("''", "'"));
            } else if (matcher.group(2) != null) {
                literals.add(matcher.group(2).replace("\"\"", "\""));
            } else if (matcher.group(4) != null) {
                literals.add(matcher.group(4));
            }
        }
        literals.removeIf(literal -> literal.length() < LEAST_SECRET);
        literals.sort(Comparator.comparingInt(String::length).reversed());
        return literals;
    }
}
