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

package io.flinkbundle.cli.output;

import io.flinkbundle.connector.common.secret.Redaction;

import org.apache.flink.annotation.Internal;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * The secrets that this process has read, so that none of them leaves it in a text that somebody
 * else composed, such as an exception of a driver. One process serves one command: hence static.
 */
@Internal
public final class KnownSecrets {

    /** Shorter values are words that stand in any text; hiding them would garble everything. */
    private static final int SHORTEST = 4;

    /** The password of {@code scheme://user:password@host}. */
    private static final Pattern USER_INFO = Pattern.compile("://[^/?#:@]*:([^/?#]*)@");

    /** Parameters of URLs, and of Kafka's logins, which stand in quotation marks. */
    private static final Pattern ASSIGNMENT =
            Pattern.compile("([\\w.-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^;&#\\s\"]*))");

    /** Longest first: a secret may contain another one. */
    private static final Set<String> VALUES =
            new ConcurrentSkipListSet<>(
                    Comparator.comparingInt(String::length)
                            .reversed()
                            .thenComparing(Comparator.naturalOrder()));

    private KnownSecrets() {}

    /** Remembers a value that must not be shown. */
    public static void add(String secret) {
        if (secret.length() >= SHORTEST) {
            VALUES.add(secret);
            VALUES.add(secret.replace("'", "''"));
        }
    }

    /** Remembers what is secret in options: whole values, and parts of URLs and logins. */
    public static void addOptions(Map<String, String> options) {
        options.forEach(KnownSecrets::addOption);
    }

    /** The same of one option. */
    public static void addOption(String key, String value) {
        if (Redaction.isSecretKey(key)) {
            add(value);
        }
        USER_INFO.matcher(value).results().forEach(login -> add(login.group(1)));
        ASSIGNMENT
                .matcher(value)
                .results()
                .filter(part -> Redaction.isSecretKey(part.group(1)))
                .forEach(part -> add(part.group(2) == null ? part.group(3) : part.group(2)));
    }

    /** The text without the secrets. */
    public static String hide(String text) {
        String hidden = text;
        for (String secret : VALUES) {
            hidden = hidden.replace(secret, Redaction.HIDDEN);
        }
        return hidden;
    }
}
