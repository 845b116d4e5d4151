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

package io.flinkbundle.cli.verify;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ExplainFormat;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.operations.Operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Flink's planner with catalogs in memory only, so that nothing outside this process can change
 * whatever a script says. Not thread-safe.
 */
@Internal
public final class PlannerSession {

    private final ClassLoader loader;
    private final Map<String, String> settings = new LinkedHashMap<>();

    /** As they were resolved: in another mode, the same text may mean nothing. */
    private final List<Operation> definitions = new ArrayList<>();

    private TableEnvironmentInternal environment;
    private boolean batch;

    public PlannerSession(ClassLoader loader) {
        this.loader = loader;
        this.environment = create();
    }

    /** Parses and resolves a statement. */
    public List<Operation> parse(String sql) {
        return environment.getParser().parse(sql);
    }

    /** Runs a statement that defines something. */
    public void define(Operation operation) {
        environment.executeInternal(operation);
        definitions.add(operation);
    }

    /** Has a place for the tables of a catalog that is not opened. */
    public void registerPlaceholder(String catalog, String database) {
        environment.registerCatalog(catalog, new GenericInMemoryCatalog(catalog, database));
    }

    /** Plans to the very end; the sources and sinks are built, and not run. */
    public String plan(List<Operation> operations) {
        return environment.explainInternal(operations, ExplainFormat.TEXT);
    }

    /** Applies a SET. Another runtime mode means another planner, with the same definitions. */
    public void set(String key, String value) {
        environment.getConfig().set(key, value);
        settings.put(key, value);
        if (key.equals(ExecutionOptions.RUNTIME_MODE.key())
                && batch != value.equalsIgnoreCase("batch")) {
            batch = !batch;
            switchMode();
        }
    }

    /** Applies a RESET of one key. */
    public void reset(String key) {
        settings.remove(key);
        environment = create();
        replay();
    }

    public boolean isBatch() {
        return batch;
    }

    public Map<String, String> settings() {
        return settings;
    }

    public TableEnvironmentInternal environment() {
        return environment;
    }

    public ClassLoader loader() {
        return loader;
    }

    private void switchMode() {
        environment = create();
        replay();
    }

    private void replay() {
        settings.forEach((key, value) -> environment.getConfig().set(key, value));
        definitions.forEach(environment::executeInternal);
    }

    private TableEnvironmentInternal create() {
        EnvironmentSettings.Builder builder =
                EnvironmentSettings.newInstance().withClassLoader(loader);
        EnvironmentSettings mode =
                batch ? builder.inBatchMode().build() : builder.inStreamingMode().build();
        return (TableEnvironmentInternal) TableEnvironment.create(mode);
    }
}
