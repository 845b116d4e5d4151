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

import java.time.Duration;
import java.util.concurrent.Callable;

/** Opens a file for writing, in whatever class loader this class was loaded by. */
public final class LeaseOpener implements Callable<AutoCloseable> {

    private final String path;

    public LeaseOpener(String path) {
        this.path = path;
    }

    @Override
    public AutoCloseable call() throws Exception {
        return DuckDbDatabase.open(
                DuckDbSettings.of(path).withMaxWait(Duration.ZERO),
                AccessMode.READ_WRITE,
                "another class loader");
    }
}
