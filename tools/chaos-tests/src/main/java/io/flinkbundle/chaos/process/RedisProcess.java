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

package io.flinkbundle.chaos.process;

import io.flinkbundle.chaos.ChaosException;

import org.apache.flink.annotation.Internal;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.RedisExecProvider;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Redis with its append-only file on: what it has acknowledged survives a kill. */
@Internal
public final class RedisProcess implements Server {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    private final String binary;
    private final Layout layout;
    private final int port = Ports.free();
    private final Link link = Link.to(port);
    private ChildProcess process;

    private RedisProcess(String binary, Layout layout) {
        this.binary = binary;
        this.layout = layout;
    }

    /** Starts the server and returns when it answers. */
    public static RedisProcess start(Layout layout) throws InterruptedException {
        try {
            String binary = RedisExecProvider.defaultProvider().get().getAbsolutePath();
            RedisProcess redis = new RedisProcess(binary, layout);
            redis.start();
            return redis;
        } catch (IOException e) {
            throw new ChaosException("No Redis for this platform: " + e.getMessage(), e);
        }
    }

    /** Starts the server again on its port and files. */
    public void start() throws InterruptedException {
        Path data = layout.folder("redis");
        process =
                ChildProcess.start(
                        "redis",
                        List.of(
                                binary,
                                "--bind",
                                Ports.HOST,
                                "--port",
                                Integer.toString(port),
                                "--dir",
                                data.toString(),
                                "--save",
                                "",
                                "--appendonly",
                                "yes",
                                "--appendfsync",
                                "no"),
                        layout.output("redis"));
        Await.until(START_TIMEOUT, this::answers, () -> "Redis does not answer on port " + port);
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new ChaosException("Redis has ended; see " + layout.output("redis"));
        }
        try (Jedis jedis = new Jedis(Ports.HOST, port)) {
            return jedis.ping().equals("PONG");
        } catch (JedisException e) {
            return false; // not up yet: asked again
        }
    }

    public int port() {
        return port;
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public void close() {
        link.close();
        process.close();
    }
}
