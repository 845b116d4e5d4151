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

package io.flinkbundle.connector.redis.testing;

import redis.embedded.RedisExecProvider;
import redis.embedded.util.OS;
import redis.embedded.util.OSDetector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import static org.assertj.core.api.Assumptions.assumeThat;

/** The program that test servers run: the one that comes with the tests, or another one. */
public final class RedisBinary {

    private static final String PROPERTY = "redis.server.binary";

    private RedisBinary() {}

    /** Where the builders of servers and Sentinels find the program. */
    static RedisExecProvider provider() {
        RedisExecProvider provider = RedisExecProvider.defaultProvider();
        String other = System.getProperty(PROPERTY);
        if (other != null) {
            OS system = OSDetector.getOS();
            provider.override(system, OSDetector.getArchitecture(), other);
        }
        return provider;
    }

    /** Runs something whose servers are of another program. Servers that run already stay. */
    public static void use(Path binary, Runnable work) {
        System.setProperty(PROPERTY, binary.toAbsolutePath().toString());
        try {
            work.run();
        } finally {
            System.clearProperty(PROPERTY);
        }
    }

    /** Leaves a test out that needs what Redis 6.2 does not have. */
    public static void assumeRedis7() {
        String other = System.getProperty(PROPERTY);
        if (other != null) {
            try {
                assumeThat(versionOf(Path.of(other))).doesNotContain("v=6.");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The name and version that a program gives itself. */
    public static String versionOf(Path binary) throws IOException {
        Process process =
                new ProcessBuilder(binary.toString(), "--version")
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int end = text.indexOf(" sha=");
        return end < 0 ? text.strip() : text.substring(0, end);
    }
}
