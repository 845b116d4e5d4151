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

package io.flinkbundle.examples.cluster;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.table.gateway.SqlGateway;
import org.apache.flink.table.gateway.service.context.DefaultContext;
import org.apache.flink.table.gateway.service.session.SessionManager;

import java.util.List;

/**
 * A Flink session cluster with web UI and SQL Gateway in one JVM, for the examples.
 *
 * <p>It runs from a class path that looks like the {@code lib/} folder of a Flink installation and
 * reads a {@code config.yaml} like one: arguments are the folder that holds it, then {@code
 * -Dkey=value} settings that go before it.
 *
 * <p>It lives as long as its standard input is open. Whoever started it holds the other end, so a
 * cluster never outlives its owner, even one that was killed.
 */
public final class LocalCluster {

    private LocalCluster() {}

    public static void main(String[] args) {
        int exitCode = 1;
        try {
            serve(args);
            exitCode = 0;
        } catch (Exception | LinkageError e) {
            e.printStackTrace(); // read by the owner of this process
        } finally {
            System.exit(exitCode); // Flink leaves threads behind that are not daemons
        }
    }

    private static void serve(String[] args) throws Exception {
        Configuration configuration =
                GlobalConfiguration.loadConfiguration(args[0], settings(args));
        MiniCluster cluster = new MiniCluster(miniCluster(configuration));
        cluster.start();
        SqlGateway gateway =
                new SqlGateway(
                        configuration,
                        SessionManager.create(new DefaultContext(configuration, List.of())));
        gateway.start();
        ClusterProcess.awaitEndOfInput();
        gateway.stop();
        cluster.close();
    }

    private static Configuration settings(String[] args) {
        Configuration settings = new Configuration();
        for (int i = 1; i < args.length; i++) {
            String[] setting = args[i].substring("-D".length()).split("=", 2);
            settings.setString(setting[0], setting[1]);
        }
        return settings;
    }

    private static MiniClusterConfiguration miniCluster(Configuration configuration) {
        return new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(configuration.get(TaskManagerOptions.NUM_TASK_SLOTS))
                .build();
    }
}
