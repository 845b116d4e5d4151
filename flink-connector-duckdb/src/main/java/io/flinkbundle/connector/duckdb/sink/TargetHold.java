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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;
import io.flinkbundle.connector.duckdb.client.DuckDbException;

import org.apache.flink.annotation.Internal;

/**
 * Keeps the target open between commits, if {@code connection.hold} says so: whoever opens it in
 * this JVM meanwhile joins in. Not thread-safe.
 */
@Internal
public final class TargetHold implements AutoCloseable {

    private final DuckDbSinkConfig config;
    private final String holder;
    private DuckDbDatabase database;

    /**
     * @param holder who asks, for the messages of others
     */
    public TargetHold(DuckDbSinkConfig config, String holder) {
        this.config = config;
        this.holder = holder;
    }

    /** Called while the target is open. */
    public void keep() throws DuckDbException {
        if (config.hold() == ConnectionHold.JOB && database == null) {
            database = DuckDbDatabase.open(config.settings(), AccessMode.READ_WRITE, holder);
        }
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
            database = null;
        }
    }
}
