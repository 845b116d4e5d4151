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

import io.flinkbundle.emulators.influxdb3.auth.Token;
import io.flinkbundle.emulators.influxdb3.auth.Tokens;
import io.flinkbundle.emulators.influxdb3.server.Parameters.BadParameter;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Tokens, all of which may do everything. */
@Internal
final class TokenEndpoint {

    private static final String BASE = "/api/v3/configure/token";
    private static final String OPERATOR = BASE + "/admin";
    private static final String REGENERATE = OPERATOR + "/regenerate";
    private static final String NAMED = BASE + "/named_admin";

    private final Tokens tokens;

    TokenEndpoint(Tokens tokens) {
        this.tokens = tokens;
    }

    HttpReply handle(Call call) throws HttpFailure {
        if (call.is("POST", OPERATOR)) {
            return create(Tokens.OPERATOR, Optional.empty());
        } else if (call.is("POST", REGENERATE)) {
            return created(tokens.regenerateOperator());
        } else if (call.is("POST", NAMED)) {
            JsonFields fields = new JsonFields(call.json());
            OptionalLong seconds = fields.findNumber("expiry_secs");
            return create(
                    fields.text("token_name"),
                    seconds.isPresent()
                            ? Optional.of(Duration.ofSeconds(seconds.getAsLong()))
                            : Optional.empty());
        } else if (call.is("DELETE", BASE)) {
            return delete(call);
        }
        throw Router.notFound();
    }

    private HttpReply create(String name, Optional<Duration> lifetime) throws HttpFailure {
        return created(
                tokens.create(name, lifetime)
                        .orElseThrow(
                                () ->
                                        HttpFailure.text(
                                                HttpFailure.CONFLICT,
                                                "token name already exists, " + name)));
    }

    private static HttpReply created(Token token) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", token.id());
        body.put("name", token.name());
        body.put("token", token.secret());
        body.put("hash", token.hash());
        body.put("created_at", token.createdAt().toString());
        token.expiry().ifPresent(expiry -> body.put("expiry", expiry.toString()));
        return HttpReply.created("json", body);
    }

    private HttpReply delete(Call call) throws HttpFailure {
        try {
            String name = call.parameters().require("token_name");
            Optional<Tokens.Refusal> refusal = tokens.delete(name);
            if (refusal.isEmpty()) {
                return HttpReply.ok();
            }
            throw switch (refusal.get()) {
                case IS_OPERATOR ->
                        HttpFailure.text(
                                HttpFailure.METHOD_NOT_ALLOWED, "cannot delete operator token");
                case NOT_FOUND ->
                        HttpFailure.text(
                                HttpFailure.NOT_FOUND,
                                "the requested resource was not found: " + name);
            };
        } catch (BadParameter e) {
            throw e.failure();
        }
    }
}
