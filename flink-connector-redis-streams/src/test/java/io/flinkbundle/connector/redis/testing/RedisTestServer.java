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

import io.flinkbundle.connector.redis.client.RedisConnectionOptions;

import org.apache.flink.runtime.testutils.CommonTestUtils;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.embedded.RedisServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A real server of its own process on the loopback interface, which keeps what it acknowledged. */
public final class RedisTestServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final RedisServer server;
    private final int port;
    private long pausedProcess;

    /**
     * @param folder where the server keeps its data
     * @param settings lines of its configuration
     */
    public RedisTestServer(Path folder, String... settings) {
        port = freePort();
        var builder =
                RedisServer.builder()
                        .redisExecProvider(RedisBinary.provider())
                        .port(port)
                        .bind(LOOPBACK)
                        .setting("dir " + folder)
                        .setting("save \"\"")
                        .setting("appendonly yes")
                        .setting("appendfsync no");
        for (String setting : settings) {
            builder.setting(setting);
        }
        server = builder.build();
        start();
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void start() {
        server.start();
    }

    public void stop() {
        server.stop();
    }

    /**
     * Ends the process without a chance to write anything. What it has acknowledged is in its file.
     */
    public void kill() throws Exception {
        signal("KILL", processId());
        server.stop();
    }

    /** Waits until the server has refused a command with this word. */
    public void awaitErrors(String word) throws Exception {
        CommonTestUtils.waitUntilCondition(
                () -> text(call(Command.INFO, "errorstats")).contains("errorstat_" + word + ":"));
    }

    /** Stops the process where it is, as a machine without CPU does; its connections stay open. */
    public void pause() throws Exception {
        signal("STOP", processId());
    }

    /** Lets a paused process go on. */
    public void resume() throws Exception {
        signal("CONT", pausedProcess);
    }

    private long processId() {
        String info = text(call(Command.INFO, "server"));
        int start = info.indexOf("process_id:") + "process_id:".length();
        pausedProcess = Long.parseLong(info.substring(start, info.indexOf('\r', start)));
        return pausedProcess;
    }

    private static void signal(String signal, long process) throws Exception {
        int exit =
                new ProcessBuilder("kill", "-" + signal, Long.toString(process))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + signal + " has ended with " + exit);
        }
    }

    public String host() {
        return LOOPBACK;
    }

    public int port() {
        return port;
    }

    public String address() {
        return LOOPBACK + ":" + port;
    }

    public RedisConnectionOptions options() {
        return RedisConnectionOptions.builder().setHost(LOOPBACK).setPort(port).build();
    }

    /** Sends one command and returns the raw reply. */
    public Object call(Command command, Object... arguments) {
        try (Connection connection = connect()) {
            return connection.executeCommand(new CommandArguments(command).addObjects(arguments));
        }
    }

    /** Adds an entry, and returns its id. */
    public String add(String stream, String... namesAndValues) {
        return addWithId(stream, "*", namesAndValues);
    }

    public String addWithId(String stream, String id, String... namesAndValues) {
        List<Object> arguments = new ArrayList<>(List.of(stream, id));
        arguments.addAll(List.of(namesAndValues));
        return text(call(Command.XADD, arguments.toArray()));
    }

    /** The fields of all entries of a stream, in order. */
    public List<Map<String, String>> entries(String stream) {
        List<Map<String, String>> entries = new ArrayList<>();
        for (Object element : (List<?>) call(Command.XRANGE, stream, "-", "+")) {
            List<?> fields = (List<?>) ((List<?>) element).get(1);
            Map<String, String> entry = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i += 2) {
                entry.put(text(fields.get(i)), text(fields.get(i + 1)));
            }
            entries.add(entry);
        }
        return entries;
    }

    public void delete(String... keys) {
        call(Command.DEL, (Object[]) keys);
    }

    private Connection connect() {
        return new Connection(
                new HostAndPort(LOOPBACK, port),
                DefaultJedisClientConfig.builder().resp2().autoNegotiateProtocol(false).build());
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (server.isActive()) {
            server.stop();
        }
    }
}
