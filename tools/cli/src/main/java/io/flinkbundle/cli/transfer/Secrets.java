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

import io.flinkbundle.cli.output.KnownSecrets;
import io.flinkbundle.connector.common.secret.Redaction;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts placeholders in the place of secrets. */
final class Secrets {

    private static final Pattern OPTION =
            Pattern.compile("'([\\w.-]+)'(\\s*=\\s*)'((?:[^']|'')*)'");

    private Secrets() {}

    /**
     * The statement with {@code ${ORDERS_PASSWORD}} for the password of orders.
     *
     * @param name what the statement makes
     */
    static String replace(String sql, String name) {
        return OPTION.matcher(sql)
                .replaceAll(
                        found -> {
                            if (!isSecret(found.group(1), found.group(3))) {
                                return Matcher.quoteReplacement(found.group());
                            }
                            KnownSecrets.addOption(found.group(1), found.group(3));
                            return Matcher.quoteReplacement(
                                    "'%s'%s'${%s}'"
                                            .formatted(
                                                    found.group(1),
                                                    found.group(2),
                                                    variable(name, found.group(1))));
                        });
    }

    /** A URL that has a login in it is one as a whole. */
    private static boolean isSecret(String key, String value) {
        return !value.contains("${")
                && (Redaction.isSecretKey(key) || !Redaction.url(value).equals(value));
    }

    private static String variable(String name, String key) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        String words = last.isEmpty() ? key : last + "_" + key;
        return words.replace("`", "").toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    }
}
