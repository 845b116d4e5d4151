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

package io.flinkbundle.emulators.influxdb3.server;

import org.apache.flink.annotation.Internal;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The parameters of a URL. What is wrong with them is said as the server's own decoder says it. */
@Internal
final class Parameters {

    private final Map<String, String> values;
    private final Optional<String> duplicate;

    private Parameters(Map<String, String> values, Optional<String> duplicate) {
        this.values = values;
        this.duplicate = duplicate;
    }

    static Parameters of(Optional<String> query) {
        Map<String, String> values = new LinkedHashMap<>();
        Optional<String> duplicate = Optional.empty();
        for (String pair : query.orElse("").split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (values.putIfAbsent(name, value) != null) {
                duplicate = Optional.of(name);
            }
        }
        return new Parameters(values, duplicate);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            // As the server does, a percent sign that encodes nothing is taken for itself.
            return text;
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    Map<String, String> values() {
        return values;
    }

    Optional<String> find(String name) throws BadParameter {
        if (duplicate.equals(Optional.of(name))) {
            throw new BadParameter("duplicate field `" + name + "`");
        }
        return Optional.ofNullable(values.get(name));
    }

    String require(String name) throws BadParameter {
        return find(name).orElseThrow(() -> new BadParameter("missing field `" + name + "`"));
    }

    boolean flag(String name, boolean otherwise) throws BadParameter {
        Optional<String> value = find(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.get().equals("true") && !value.get().equals("false")) {
            throw new BadParameter("provided string was not `true` or `false`");
        }
        return Boolean.parseBoolean(value.get());
    }

    /** A parameter is missing or cannot be read. */
    static final class BadParameter extends Exception {

        private static final long serialVersionUID = 1L;

        BadParameter(String message) {
            super(message);
        }

        HttpFailure failure() {
            return HttpFailure.text(HttpFailure.BAD_REQUEST, "serde error: " + getMessage());
        }
    }
}
