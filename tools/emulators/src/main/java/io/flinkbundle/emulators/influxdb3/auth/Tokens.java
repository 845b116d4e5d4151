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

package io.flinkbundle.emulators.influxdb3.auth;

import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.PublicEvolving;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The tokens that open the server. As long as it was started without any, it lets everyone in and
 * makes no tokens, as the server does that is started without authorization. Thread-safe.
 */
@PublicEvolving
public final class Tokens {

    /** The name of the first token, which cannot be deleted. */
    public static final String OPERATOR = "_admin";

    private static final String PREFIX = "apiv3_";
    private static final int RANDOM_BYTES = 64;

    private final EmulatorClock clock;
    private final SecureRandom random = new SecureRandom();
    private final List<Token> tokens = new ArrayList<>();
    private final boolean required;
    private final Optional<String> operator;

    private long nextId;

    /** Why a token is not deleted. */
    @PublicEvolving
    public enum Refusal {
        NOT_FOUND,
        IS_OPERATOR
    }

    /**
     * @param required whether the server asks for a token
     * @param operator the first token
     */
    public Tokens(EmulatorClock clock, boolean required, Optional<String> operator) {
        this.clock = clock;
        this.required = required;
        this.operator = operator;
        reset();
    }

    /** Forgets all tokens but the first that it was told of. */
    public synchronized void reset() {
        tokens.clear();
        operator.ifPresent(secret -> add(OPERATOR, secret, Optional.empty()));
    }

    public boolean areRequired() {
        return required;
    }

    /** Lets a token in that was made elsewhere. */
    public synchronized void allow(String secret) {
        add("allowed_" + nextId, secret, Optional.empty());
    }

    /** Lets a token in no longer, at once. */
    public synchronized void revoke(String secret) {
        tokens.removeIf(token -> token.secret().equals(secret));
    }

    /** Whether a token opens the server now. */
    public synchronized boolean opens(String secret) {
        Instant now = clock.now();
        return !required
                || tokens.stream()
                        .anyMatch(
                                token ->
                                        token.secret().equals(secret)
                                                && token.expiry().filter(now::isAfter).isEmpty());
    }

    /** Makes a token, unless there is one of this name. */
    public synchronized Optional<Token> create(String name, Optional<Duration> lifetime) {
        if (find(name).isPresent()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Optional.of(
                add(
                        name,
                        PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                        lifetime.map(clock.now()::plus)));
    }

    /** Makes the first token anew; the one before opens the server no longer. */
    public synchronized Token regenerateOperator() {
        tokens.removeIf(token -> token.name().equals(OPERATOR));
        return create(OPERATOR, Optional.empty()).orElseThrow();
    }

    /** Deletes a token by its name. */
    public synchronized Optional<Refusal> delete(String name) {
        if (name.equals(OPERATOR)) {
            return Optional.of(Refusal.IS_OPERATOR);
        }
        return tokens.removeIf(token -> token.name().equals(name))
                ? Optional.empty()
                : Optional.of(Refusal.NOT_FOUND);
    }

    private Optional<Token> find(String name) {
        return tokens.stream().filter(token -> token.name().equals(name)).findFirst();
    }

    private Token add(String name, String secret, Optional<Instant> expiry) {
        Token token = new Token(nextId++, name, secret, clock.now(), expiry);
        tokens.add(token);
        return token;
    }
}
