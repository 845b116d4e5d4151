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

package io.flinkbundle.emulators.bigquery.store;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** A dataset. Thread-safe. */
@Internal
public final class Dataset {

    private final String project;
    private final String name;
    private final String location;
    private final CommitClock clock;
    private final long createdMillis;
    private final ConcurrentSkipListMap<String, Table> tables = new ConcurrentSkipListMap<>();

    private volatile JsonObject resource;
    private volatile long modifiedMillis;

    Dataset(String project, String name, String location, JsonObject resource, CommitClock clock) {
        this.project = project;
        this.name = name;
        this.location = location;
        this.resource = resource;
        this.clock = clock;
        this.createdMillis = clock.millis();
        this.modifiedMillis = createdMillis;
    }

    public String project() {
        return project;
    }

    public String name() {
        return name;
    }

    public String location() {
        return location;
    }

    public JsonObject resource() {
        return resource;
    }

    public long createdMillis() {
        return createdMillis;
    }

    public long modifiedMillis() {
        return modifiedMillis;
    }

    public synchronized void update(UnaryOperator<JsonObject> change) {
        resource = change.apply(resource);
        modifiedMillis = clock.millis();
    }

    /** How long a new table lives. */
    Optional<Long> defaultTableExpirationMillis() {
        JsonElement expiration = resource.get("defaultTableExpirationMs");
        return expiration == null || expiration.isJsonNull()
                ? Optional.empty()
                : Optional.of(expiration.getAsLong());
    }

    /** The tables that have not expired, by name. */
    public List<Table> tables() {
        tables.values().removeIf(Dataset::dropExpired);
        return List.copyOf(tables.values());
    }

    public Optional<Table> table(String tableName) {
        Table table = tables.get(tableName);
        if (table != null && dropExpired(table)) {
            tables.remove(tableName, table);
            return Optional.empty();
        }
        return Optional.ofNullable(table);
    }

    private static boolean dropExpired(Table table) {
        if (table.isExpired()) {
            table.drop();
            return true;
        }
        return false;
    }

    /** Adds a table unless there is one of its name, and says whether it did. */
    boolean add(Table table) {
        return tables.putIfAbsent(table.id().table(), table) == null;
    }

    boolean remove(String tableName) {
        Table removed = tables.remove(tableName);
        if (removed == null) {
            return false;
        }
        removed.drop();
        return true;
    }
}
