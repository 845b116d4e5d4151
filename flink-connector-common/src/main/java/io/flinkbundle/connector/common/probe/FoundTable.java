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

package io.flinkbundle.connector.common.probe;

import org.apache.flink.annotation.PublicEvolving;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a system has under a name, as a table of Flink.
 *
 * @param columns in their order
 * @param primaryKey the columns of the key that the system knows; empty if there is none
 * @param inferred whether the columns were guessed from samples, so that others may hold more
 * @param metadata column definitions of SQL that the connector adds, such as the time of an entry
 * @param watermark the watermark definition that suggests itself; empty if none does
 * @param options what the table needs beside the way to the system
 */
@PublicEvolving
public record FoundTable(
        List<FoundColumn> columns,
        List<String> primaryKey,
        boolean inferred,
        List<String> metadata,
        String watermark,
        Map<String, String> options) {

    public FoundTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        metadata = List.copyOf(metadata);
        options = new TreeMap<>(options);
    }

    /** A table whose schema the system keeps. */
    public static FoundTable ofSchema(List<FoundColumn> columns, List<String> primaryKey) {
        return new FoundTable(columns, primaryKey, false, List.of(), "", Map.of());
    }
}
