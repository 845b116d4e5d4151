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

package io.flinkbundle.cli.testing;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.table.gateway.SqlGateway;
import org.apache.flink.table.gateway.service.context.DefaultContext;
import org.apache.flink.table.gateway.service.session.SessionManager;

import java.net.ServerSocket;
import java.net.URI;
import java.util.List;

/** A cluster and a SQL Gateway in the JVM of a test. */
public final class LocalGateway implements AutoCloseable {

    private final MiniCluster cluster;
    private final SqlGateway gateway;
    private final URI url;

    private LocalGateway(MiniCluster cluster, SqlGateway gateway, URI url) {
        this.cluster = cluster;
        this.gateway = gateway;
        this.url = url;
    }

    /** Starts both on free ports. */
    public static LocalGateway start() throws Exception {
        int port;
        int restPort;
        // Both at once, so that they differ.
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            port = one.getLocalPort();
            restPort = other.getLocalPort();
        }
        Configuration configuration = new Configuration();
        configuration.setString("rest.address", "127.0.0.1");
        configuration.setString("rest.bind-address", "127.0.0.1");
        configuration.setString("rest.port", "" + restPort);
        configuration.setString("execution.target", "remote");
        configuration.setString("execution.attached", "true");
        configuration.setString("sql-gateway.endpoint.rest.address", "127.0.0.1");
        configuration.setString("sql-gateway.endpoint.rest.bind-address", "127.0.0.1");
        configuration.setString("sql-gateway.endpoint.rest.port", "" + port);
        configuration.setString("sql-gateway.endpoint.rest.bind-port", "" + port);
        configuration.setString("taskmanager.memory.network.max", "64mb");
        configuration.setString("taskmanager.memory.managed.size", "64mb");
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(2)
                                .build());
        cluster.start();
        SqlGateway gateway =
                new SqlGateway(
                        configuration,
                        SessionManager.create(new DefaultContext(configuration, List.of())));
        gateway.start();
        return new LocalGateway(cluster, gateway, URI.create("http://127.0.0.1:" + port));
    }

    public URI url() {
        return url;
    }

    @Override
    public void close() throws Exception {
        gateway.stop();
        cluster.close();
    }
}
