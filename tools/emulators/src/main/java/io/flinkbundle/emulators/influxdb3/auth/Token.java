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

import org.apache.flink.annotation.PublicEvolving;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A token.
 *
 * @param secret what a client sends
 * @param expiry when it opens the server no longer; empty for never
 */
@PublicEvolving
public record Token(
        long id, String name, String secret, Instant createdAt, Optional<Instant> expiry) {

    /** What the server keeps of the secret. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(secret.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-512.", e);
        }
    }

    @Override
    public String toString() {
        return "Token[" + name + "]";
    }
}
