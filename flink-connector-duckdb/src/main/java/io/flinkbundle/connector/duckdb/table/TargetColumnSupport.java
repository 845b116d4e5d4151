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

package io.flinkbundle.connector.duckdb.table;

import org.apache.flink.annotation.Internal;

import java.lang.reflect.Constructor;

/** Chooses the table sink that the running version of Flink can load. */
@Internal
final class TargetColumnSupport {

    private static final String INTERFACE =
            "org.apache.flink.table.connector.sink.abilities.SupportsTargetColumnWriting";

    /** By its name: code that names the class would have it loaded. */
    private static final String SINK =
            "io.flinkbundle.connector.duckdb.table.TargetColumnsTableSink";

    private TargetColumnSupport() {}

    /** With Flink 2.0, columns that a query leaves out are written as NULL. */
    static DuckDbDynamicTableSink newSink(SinkTable table) {
        return newSink(table, INTERFACE);
    }

    /**
     * @param needed the interface on which it depends
     */
    static DuckDbDynamicTableSink newSink(SinkTable table, String needed) {
        ClassLoader loader = TargetColumnSupport.class.getClassLoader();
        try {
            Class.forName(needed, false, loader);
        } catch (ClassNotFoundException e) {
            return new DuckDbDynamicTableSink(table);
        }
        try {
            Constructor<?> constructor =
                    Class.forName(SINK, true, loader).getDeclaredConstructor(SinkTable.class);
            return (DuckDbDynamicTableSink) constructor.newInstance(table);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The connector is incomplete: no class " + SINK, e);
        }
    }
}
