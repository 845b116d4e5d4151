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

package io.flinkbundle.connector.common.secret;

import org.apache.flink.annotation.PublicEvolving;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes secrets from texts that people will read. */
@PublicEvolving
public final class Redaction {

    /** What stands in place of a secret; the same text that Flink uses. */
    public static final String HIDDEN = "******";

    /** Everything between the scheme and the last '@' of the authority. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#]*@");

    private static final Pattern QUERY_PARAMETER = Pattern.compile("([?&;])([^=&;#]+)=([^&;#]*)");

    private Redaction() {}

    /**
     * Whether values under this key are secrets: it contains password, secret, token or, as Kafka's
     * logins do, jaas.config.
     */
    public static boolean isSecretKey(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return !lower.endsWith(".file")
                && (lower.contains("password")
                        || lower.contains("secret")
                        || lower.contains("token")
                        || lower.contains("jaas.config"));
    }

    /** The URL without its user info and without the values of secret query parameters. */
    public static String url(String url) {
        String withoutUser = USER_INFO.matcher(url).replaceAll(HIDDEN + "@");
        return QUERY_PARAMETER
                .matcher(withoutUser)
                .replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        isSecretKey(match.group(2))
                                                ? match.group(1) + match.group(2) + "=" + HIDDEN
                                                : match.group()));
    }

    /** A sorted copy of the options in which the values of secret keys are hidden. */
    public static Map<String, String> options(Map<String, String> options) {
        Map<String, String> redacted = new TreeMap<>();
        options.forEach((key, value) -> redacted.put(key, isSecretKey(key) ? HIDDEN : url(value)));
        return redacted;
    }
}
