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

package io.flinkbundle.cli.transfer;

import io.flinkbundle.cli.gateway.GatewaySession;
import io.flinkbundle.cli.gateway.HttpJson.RefusedException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The functions of a session. Flink has no SHOW CREATE FUNCTION; what it tells about one is enough
 * for the statement, except about temporary system functions, whose class it keeps to itself.
 */
final class SessionFunctions {

    private static final Pattern JAR = Pattern.compile("resourceType=JAR, uri='([^']*)'");

    private final GatewaySession session;

    SessionFunctions(GatewaySession session) {
        this.session = session;
    }

    /**
     * The statement that makes a function.
     *
     * @param quotedName its name, each part in backticks
     * @return nothing if there is no such function or it is a system function
     */
    Optional<String> definition(String quotedName) {
        Map<String, String> told = new HashMap<>();
        try {
            for (List<String> row : session.execute("DESCRIBE FUNCTION " + quotedName).rows()) {
                told.put(row.get(0), row.get(1));
            }
        } catch (RefusedException e) {
            return Optional.empty(); // it is not there
        }
        return Optional.ofNullable(told.get("class name"))
                .map(className -> statement(quotedName, className, told));
    }

    private static String statement(String quotedName, String className, Map<String, String> told) {
        List<String> jars =
                JAR.matcher(told.getOrDefault("resource uris", ""))
                        .results()
                        .map((MatchResult found) -> "JAR '" + found.group(1) + "'")
                        .toList();
        return "CREATE %sFUNCTION %s AS '%s' LANGUAGE %s%s"
                .formatted(
                        Boolean.parseBoolean(told.get("is temporary")) ? "TEMPORARY " : "",
                        quotedName,
                        className,
                        told.getOrDefault("function language", "JAVA"),
                        jars.isEmpty() ? "" : " USING " + String.join(", ", jars));
    }
}
