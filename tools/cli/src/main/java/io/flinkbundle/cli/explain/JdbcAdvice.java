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

package io.flinkbundle.cli.explain;

import io.flinkbundle.cli.Failures;
import io.flinkbundle.connector.common.secret.Redaction;

import java.util.Map;
import java.util.Optional;

/** What to do when Flink's JDBC connector does not know a database. */
final class JdbcAdvice {

    private static final String NO_DIALECT = "Could not find any jdbc dialect factor";
    private static final String NO_FACTORY = "that can handle url";

    private JdbcAdvice() {}

    static Optional<Explanation> explain(Throwable failure, Map<String, String> tableOptions) {
        boolean unknown =
                Failures.chain(failure).stream()
                        .map(Failures::messageOf)
                        .anyMatch(text -> text.contains(NO_DIALECT) || text.contains(NO_FACTORY));
        if (!unknown) {
            return Optional.empty();
        }
        String url = tableOptions.getOrDefault("url", "");
        return Optional.of(
                Explanation.of(
                                "option",
                                "The JDBC connector has no dialect for the URL '%s'."
                                        .formatted(Redaction.url(url)),
                                adviceFor(url))
                        .at("'url'"));
    }

    private static String adviceFor(String url) {
        if (url.startsWith("\"") || url.startsWith(" ")) {
            return "The value has quotes or blanks around the URL; remove them.";
        }
        if (!url.startsWith("jdbc:")) {
            return "A JDBC URL begins with 'jdbc:', such as 'jdbc:postgresql://host:5432/database'.";
        }
        if (url.startsWith("jdbc:duckdb:")) {
            return "Use 'connector' = 'duckdb' with 'path' = '%s'."
                    .formatted(url.substring("jdbc:duckdb:".length()));
        }
        String database = url.substring("jdbc:".length()).replaceFirst(":.*", "");
        return "Since version 4 each database has a jar of its own: is flink-connector-jdbc-%s in Flink's lib folder? Name it here with --lib."
                .formatted(database.equals("postgresql") ? "postgres" : database);
    }
}
