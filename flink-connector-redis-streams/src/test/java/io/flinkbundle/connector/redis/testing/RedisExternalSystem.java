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

package io.flinkbundle.connector.redis.testing;

import org.apache.flink.connector.testframe.TestResource;
import org.apache.flink.util.FileUtils;

import java.nio.file.Files;
import java.nio.file.Path;

/** A server as Flink's test suites start and stop it. */
public final class RedisExternalSystem implements TestResource {

    private Path folder;
    private RedisTestServer server;

    @Override
    public void startUp() throws Exception {
        if (server == null) {
            folder = Files.createTempDirectory("redis-streams-suite");
            server = new RedisTestServer(folder);
        }
    }

    public RedisTestServer server() {
        return server;
    }

    @Override
    public void tearDown() throws Exception {
        if (server != null) {
            server.close();
            FileUtils.deleteDirectory(folder.toFile());
            server = null;
        }
    }
}
