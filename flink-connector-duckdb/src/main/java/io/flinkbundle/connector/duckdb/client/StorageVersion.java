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

package io.flinkbundle.connector.duckdb.client;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The version of DuckDB from which on a new file can be read. An existing file keeps its own.
 *
 * <p>DuckDB itself writes files that no older DuckDB reads. That serves nobody else's tools, and
 * the older form costs neither speed nor size (measured), so that it is only left for types which
 * it does not hold.
 *
 * @see <a href="https://duckdb.org/docs/stable/internals/storage">DuckDB's storage versions</a>
 */
@Internal
public final class StorageVersion {

    /** The oldest one that DuckDB still writes. */
    public static final String OLDEST = "v1.0.0";

    private static final String WITH_VARIANT = "v1.5.0";

    private static final Pattern VARIANT = Pattern.compile("\\bVARIANT\\b");

    private static final Pattern VERSION = Pattern.compile("v\\d+\\.\\d+\\.\\d+|latest");

    private StorageVersion() {}

    /**
     * Returns the oldest version that holds columns of these types.
     *
     * @param types the full names of DuckDB types, such as {@code STRUCT(a VARIANT)[]}
     */
    public static String oldestFor(List<String> types) {
        // Measured: all other types, GEOMETRY, BIGNUM and TIME_NS too, are created in the oldest.
        return types.stream().anyMatch(type -> VARIANT.matcher(type).find())
                ? WITH_VARIANT
                : OLDEST;
    }

    /** Checks the form only: which versions there are is DuckDB's to know, and it lists them. */
    static void check(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    String.format(
                            "'storage-version' is '%s', but has to be a version of DuckDB such as"
                                    + " 'v1.4.0', or 'latest'.",
                            version));
        }
    }
}
