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

import io.flinkbundle.emulators.influxdb3.auth.Tokens;
import io.flinkbundle.emulators.influxdb3.call.Endpoint;

import org.apache.flink.annotation.Internal;

import java.util.Base64;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Lets in who has a token: as Bearer, Token or the password of Basic, or for v1 as the parameter
 * {@code p}.
 */
@Internal
final class Authentication {

    private static final String CREATE_OPERATOR = "/api/v3/configure/token/admin";

    private final Tokens tokens;

    Authentication(Tokens tokens) {
        this.tokens = tokens;
    }

    void check(Call call) throws HttpFailure {
        if (!tokens.areRequired()) {
            if (call.endpoint() == Endpoint.TOKENS) {
                throw HttpFailure.text(
                        HttpFailure.METHOD_NOT_ALLOWED, "endpoint disabled, started without auth");
            }
            return;
        }
        if (call.path().equals(CREATE_OPERATOR)) {
            return;
        }
        Optional<String> token = token(call);
        if (token.isEmpty() || !tokens.opens(token.get())) {
            throw HttpFailure.json(HttpFailure.UNAUTHORIZED, "the request was not authenticated");
        }
    }

    private static Optional<String> token(Call call) throws HttpFailure {
        boolean v1 = call.path().equals("/write") || call.path().equals("/query");
        Optional<String> password = Optional.ofNullable(call.parameters().values().get("p"));
        if (v1 && password.isPresent()) {
            return password;
        }
        Optional<String> header = call.header("Authorization");
        return header.isPresent() ? Optional.of(tokenOf(header.get())) : Optional.empty();
    }

    private static String tokenOf(String header) throws HttpFailure {
        String[] parts = header.split(" ", -1);
        if (parts.length != 2) {
            throw malformed();
        }
        return switch (parts[0]) {
            case "Bearer", "Token" -> parts[1];
            case "Basic" -> passwordOf(parts[1]);
            default -> throw malformed();
        };
    }

    private static String passwordOf(String encoded) throws HttpFailure {
        try {
            String userAndPassword = new String(Base64.getDecoder().decode(encoded), UTF_8);
            String[] parts = userAndPassword.split(":", -1);
            if (parts.length == 2) {
                return parts[1];
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static HttpFailure malformed() {
        return HttpFailure.json(
                HttpFailure.BAD_REQUEST,
                "Authorization header was malformed, the request was not in the form of"
                        + " 'Authorization: <auth-scheme> <token>', supported auth-schemes are"
                        + " Bearer, Token and Basic");
    }
}
