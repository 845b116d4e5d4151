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

package io.flinkbundle.emulators.influxdb3.store;

import io.flinkbundle.emulators.influxdb3.store.CatalogException.Kind;

import org.apache.flink.annotation.Internal;

/**
 * Which names a database can have: a name, or with a slash the name of a retention policy behind
 * it.
 */
@Internal
public final class DatabaseNames {

    private static final int MAX_LENGTH = 511;
    private static final char POLICY_SEPARATOR = '/';

    private DatabaseNames() {}

    public static void check(String name) throws CatalogException {
        if (name.isEmpty()) {
            throw refused("db name cannot be empty");
        }
        if (name.length() > MAX_LENGTH) {
            throw refused("db name too long: max " + MAX_LENGTH);
        }
        if (!isLetterOrDigit(name.charAt(0))) {
            throw refused("db name did not start with a number or letter");
        }
        for (char c : name.toCharArray()) {
            if (!isLetterOrDigit(c) && c != '_' && c != '-' && c != POLICY_SEPARATOR) {
                throw refused(
                        "invalid character in database or rp name: must be ASCII, containing only"
                                + " letters, numbers, underscores, or hyphens");
            }
        }
        int separator = name.indexOf(POLICY_SEPARATOR);
        if (separator >= 0
                && (separator == name.length() - 1
                        || name.indexOf(POLICY_SEPARATOR, separator + 1) >= 0)) {
            throw refused(
                    "db name with invalid retention policy, if providing a retention policy name,"
                            + " must be of form '<db_name>/<rp_name>'");
        }
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static CatalogException refused(String message) {
        return new CatalogException(Kind.INVALID_NAME, message);
    }
}
