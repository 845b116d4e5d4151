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

package io.flinkbundle.connector.bigquery.source;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A column that is read, or a part of one.
 *
 * @param name what it is called in Flink
 * @param path the names that lead to it from a column of the table inwards
 */
@Internal
public record ReadColumn(String name, List<String> path) implements Serializable {

    public ReadColumn {
        path = List.copyOf(path);
    }

    /** A column of the table. */
    public static ReadColumn of(String name) {
        return new ReadColumn(name, List.of(name));
    }

    /** As the Storage Read interface names it. */
    public String selected() {
        return String.join(".", path);
    }

    /** As it stands in a condition of a query. */
    public String sqlPath() {
        return path.stream().map(part -> "`" + part + "`").collect(Collectors.joining("."));
    }

    /** As it stands in the list of a query. */
    public String sql() {
        return sqlPath() + " AS `" + name + "`";
    }
}
