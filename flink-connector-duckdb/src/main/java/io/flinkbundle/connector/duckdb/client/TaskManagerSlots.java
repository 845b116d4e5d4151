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

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * The slots of this process, from the configuration it was started with: sources know it from their
 * context, but sinks do not, and whoever opens a file first decides for all.
 */
@Internal
final class TaskManagerSlots {

    /** Read once, because reading it writes the whole configuration to the log. */
    private static final int COUNT =
            System.getenv(ConfigConstants.ENV_FLINK_CONF_DIR) == null
                    // Flink runs inside of another program, with a slot for each processor.
                    ? Runtime.getRuntime().availableProcessors()
                    : configuredIn(GlobalConfiguration.loadConfiguration());

    private TaskManagerSlots() {}

    static int count() {
        return COUNT;
    }

    static int configuredIn(Configuration configuration) {
        return Math.max(1, configuration.get(TaskManagerOptions.NUM_TASK_SLOTS));
    }
}
