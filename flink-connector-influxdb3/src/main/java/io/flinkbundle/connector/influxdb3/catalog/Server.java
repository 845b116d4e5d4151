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

package io.flinkbundle.connector.influxdb3.catalog;

import io.flinkbundle.connector.influxdb3.client.AdminClient;
import io.flinkbundle.connector.influxdb3.client.HttpLink;
import io.flinkbundle.connector.influxdb3.client.HttpQueryClient;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.QueryClient;
import io.flinkbundle.connector.influxdb3.client.ServerTables;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.catalog.exceptions.CatalogException;

import java.io.IOException;

/** Asks the server, and says what was wanted when that fails. Nothing is open between two calls. */
@Internal
final class Server {

    private final InfluxDb3ConnectionOptions connection;

    Server(InfluxDb3ConnectionOptions connection) {
        this.connection = connection;
    }

    /** Something that is asked. */
    @FunctionalInterface
    interface Call<C, T> {
        T of(C client) throws IOException, InterruptedException;
    }

    /**
     * @param what in the infinitive
     */
    <T> T administer(String what, Call<AdminClient, T> call) {
        return call(
                what,
                () -> {
                    try (AdminClient client = new AdminClient(new HttpLink(connection))) {
                        return call.of(client);
                    }
                });
    }

    /**
     * @param what in the infinitive
     */
    <T> T ask(String what, String database, Call<ServerTables, T> call) {
        return call(
                what,
                () -> {
                    InfluxDb3ConnectionOptions there =
                            connection.toBuilder().setDatabase(database).build();
                    try (QueryClient client = new HttpQueryClient(new HttpLink(there))) {
                        return call.of(new ServerTables(client));
                    }
                });
    }

    private <T> T call(String what, Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new CatalogException(
                    "Could not " + what + " at " + connection.url() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatalogException("Interrupted while trying to " + what + ".", e);
        }
    }

    @FunctionalInterface
    private interface Action<T> {
        T run() throws IOException, InterruptedException;
    }
}
