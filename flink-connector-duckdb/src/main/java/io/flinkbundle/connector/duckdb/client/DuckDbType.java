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

import java.util.Locale;

/**
 * A DuckDB type, taken apart.
 *
 * @param name the name without parameters, such as {@code DECIMAL}; a nested type, whose name ends
 *     in brackets or lists members, keeps its full text
 * @param precision digits of a {@code DECIMAL}, otherwise 0
 * @param scale digits of a {@code DECIMAL} behind the point, otherwise 0
 */
@Internal
public record DuckDbType(String name, int precision, int scale) {

    /** Takes the type's name apart as {@link DuckDbColumn#typeName()} has it. */
    public static DuckDbType parse(String typeName) {
        int open = typeName.indexOf('(');
        if (open < 0 || !typeName.endsWith(")")) {
            return new DuckDbType(typeName.toUpperCase(Locale.ROOT), 0, 0);
        }
        String name = typeName.substring(0, open).toUpperCase(Locale.ROOT);
        if (!name.equals("DECIMAL")) {
            return new DuckDbType(name, 0, 0);
        }
        String[] parameters = typeName.substring(open + 1, typeName.length() - 1).split(",");
        return new DuckDbType(
                name,
                Integer.parseInt(parameters[0].strip()),
                Integer.parseInt(parameters[1].strip()));
    }
}
