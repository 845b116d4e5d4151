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

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A database. {@link Catalog} changes it, anyone reads it. */
@Internal
public final class Database {

    private final int id;
    private final String name;
    private final Map<String, Table> tables = new ConcurrentSkipListMap<>();

    private volatile Optional<Duration> retention;

    Database(int id, String name, Optional<Duration> retention) {
        this.id = id;
        this.name = name;
        this.retention = retention;
    }

    /** Unique among all databases that ever were. */
    public int id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** How long points are kept; empty for always. */
    public Optional<Duration> retention() {
        return retention;
    }

    void retention(Optional<Duration> changed) {
        retention = changed;
    }

    public Optional<Table> table(String table) {
        return Optional.ofNullable(tables.get(table));
    }

    /** The tables by their names. */
    public List<Table> tables() {
        Collection<Table> all = tables.values();
        return List.copyOf(all);
    }

    void add(Table table) {
        tables.put(table.name(), table);
    }

    boolean remove(String table) {
        return tables.remove(table) != null;
    }
}
