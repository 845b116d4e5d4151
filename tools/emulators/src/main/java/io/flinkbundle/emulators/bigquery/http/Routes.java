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

package io.flinkbundle.emulators.bigquery.http;

import io.flinkbundle.emulators.bigquery.call.Operation;

import org.apache.flink.annotation.Internal;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Which path is answered by what. */
@Internal
public final class Routes {

    /** Answers the calls of a route. */
    @FunctionalInterface
    public interface Endpoint {

        HttpAnswer handle(HttpCall call);
    }

    private record Route(
            String method, List<String> template, Operation operation, Endpoint endpoint) {}

    /** A route that a path takes. */
    public record Match(Operation operation, Endpoint endpoint, Map<String, String> variables) {}

    private final List<Route> routes = new ArrayList<>();

    /**
     * Adds a route.
     *
     * @param template a path whose parts in braces are variables: {@code /projects/{project}}
     */
    public Routes add(String method, String template, Operation operation, Endpoint endpoint) {
        routes.add(new Route(method, List.of(template.split("/")), operation, endpoint));
        return this;
    }

    /**
     * @param rawPath as it came, so that an encoded slash separates nothing
     */
    public Optional<Match> match(String method, String rawPath) {
        String[] parts = rawPath.split("/");
        for (Route route : routes) {
            if (route.method().equals(method) && route.template().size() == parts.length) {
                Optional<Map<String, String>> variables = variables(route.template(), parts);
                if (variables.isPresent()) {
                    return Optional.of(
                            new Match(route.operation(), route.endpoint(), variables.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> variables(List<String> template, String[] parts) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < parts.length; i++) {
            String expected = template.get(i);
            String part = URLDecoder.decode(parts[i].replace("+", "%2B"), UTF_8);
            if (expected.startsWith("{")) {
                variables.put(expected.substring(1, expected.length() - 1), part);
            } else if (!expected.equals(part)) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
