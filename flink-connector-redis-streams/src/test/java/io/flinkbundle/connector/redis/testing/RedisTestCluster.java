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

import io.flinkbundle.connector.redis.client.KeySlot;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.client.RedisMode;
import io.flinkbundle.connector.redis.client.RedisNode;

import org.apache.flink.runtime.testutils.CommonTestUtils;

import redis.clients.jedis.Protocol.Command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A cluster of masters, whose slots a test can move. */
public final class RedisTestCluster implements AutoCloseable {

    private static final int SLOTS = 16384;

    private final List<RedisTestServer> masters = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    /**
     * @param size how many masters share the slots
     */
    public RedisTestCluster(Path folder, int size) throws Exception {
        RedisBinary.assumeRedis7();
        for (int i = 0; i < size; i++) {
            Path own = Files.createDirectory(folder.resolve("node-" + i));
            RedisTestServer master =
                    new RedisTestServer(
                            own,
                            "cluster-enabled yes",
                            "cluster-config-file " + own.resolve("nodes.conf"),
                            "cluster-node-timeout 5000",
                            // The default is the port plus 10,000, which may be none.
                            "cluster-port " + RedisTestServer.freePort());
            masters.add(master);
            ids.add(text(master.call(Command.CLUSTER, "MYID")));
            master.call(
                    Command.CLUSTER,
                    "ADDSLOTSRANGE",
                    Integer.toString(i * SLOTS / size),
                    Integer.toString((i + 1) * SLOTS / size - 1));
        }
        for (RedisTestServer master : masters) {
            meet(masters.get(0), master);
        }
        CommonTestUtils.waitUntilCondition(
                () -> masters.stream().allMatch(master -> isComplete(master, size)));
    }

    private static void meet(RedisTestServer first, RedisTestServer other) {
        if (other != first) {
            String busPort =
                    text(((List<?>) other.call(Command.CONFIG, "GET", "cluster-port")).get(1));
            first.call(
                    Command.CLUSTER, "MEET", other.host(), Integer.toString(other.port()), busPort);
        }
    }

    private static boolean isComplete(RedisTestServer master, int size) {
        String info = text(master.call(Command.CLUSTER, "INFO"));
        return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + size);
    }

    public RedisConnectionOptions options() {
        return RedisConnectionOptions.builder()
                .setMode(RedisMode.CLUSTER)
                .setNodes(List.of(new RedisNode(masters.get(0).host(), masters.get(0).port())))
                .build();
    }

    public RedisTestServer master(int number) {
        return masters.get(number);
    }

    /** The number of the master that has the key. */
    public int ownerOf(String key) {
        int slot = KeySlot.of(key);
        for (int i = 0; i < masters.size(); i++) {
            for (Object range : (List<?>) masters.get(i).call(Command.CLUSTER, "SLOTS")) {
                List<?> parts = (List<?>) range;
                if ((Long) parts.get(0) <= slot && slot <= (Long) parts.get(1)) {
                    return ids.indexOf(text(((List<?>) parts.get(2)).get(2)));
                }
            }
        }
        throw new AssertionError("Nobody has slot " + slot + ".");
    }

    public String add(String stream, String... namesAndValues) {
        return masters.get(ownerOf(stream)).add(stream, namesAndValues);
    }

    public List<Map<String, String>> entries(String stream) {
        return masters.get(ownerOf(stream)).entries(stream);
    }

    /** Begins to move the slot of a key; its keys are moved by {@link #moveKeys}. */
    public void beginMove(String key, int to) {
        String slot = Integer.toString(KeySlot.of(key));
        int from = ownerOf(key);
        masters.get(to).call(Command.CLUSTER, "SETSLOT", slot, "IMPORTING", ids.get(from));
        masters.get(from).call(Command.CLUSTER, "SETSLOT", slot, "MIGRATING", ids.get(to));
    }

    /** Moves all keys that share the slot of this one. */
    public void moveKeys(String key, int to) {
        RedisTestServer from = masters.get(ownerOf(key));
        String slot = Integer.toString(KeySlot.of(key));
        List<?> keys = (List<?>) from.call(Command.CLUSTER, "GETKEYSINSLOT", slot, "100");
        for (Object each : keys) {
            from.call(
                    Command.MIGRATE,
                    masters.get(to).host(),
                    Integer.toString(masters.get(to).port()),
                    text(each),
                    "0",
                    "5000");
        }
    }

    /** Tells all masters that the move of a key's slot is over, and waits until they agree. */
    public void endMove(String key, int to) {
        String slot = Integer.toString(KeySlot.of(key));
        masters.get(to).call(Command.CLUSTER, "SETSLOT", slot, "NODE", ids.get(to));
        for (RedisTestServer master : masters) {
            master.call(Command.CLUSTER, "SETSLOT", slot, "NODE", ids.get(to));
        }
        awaitAgreement();
    }

    /**
     * A slot may end up with nobody if a master takes one from another whose epoch it has not heard
     * of: what the other one said before then counts as the newer claim.
     */
    private void awaitAgreement() {
        try {
            CommonTestUtils.waitUntilCondition(
                    () ->
                            masters.stream().map(RedisTestCluster::claimsKnownTo).distinct().count()
                                    == 1);
        } catch (Exception e) {
            throw new AssertionError("The masters do not agree who has which slots.", e);
        }
    }

    /** Each master's id, epoch and slots, as one of them knows them. */
    private static Set<List<String>> claimsKnownTo(RedisTestServer master) {
        Set<List<String>> claims = new HashSet<>();
        for (String line : text(master.call(Command.CLUSTER, "NODES")).split("\n")) {
            List<String> words = List.of(line.split(" "));
            List<String> claim = new ArrayList<>(List.of(words.get(0), words.get(6)));
            claim.addAll(words.subList(8, words.size()));
            claims.add(claim);
        }
        return claims;
    }

    /** Moves a key with its slot to the next master. */
    public void move(String key) {
        int to = (ownerOf(key) + 1) % masters.size();
        beginMove(key, to);
        moveKeys(key, to);
        endMove(key, to);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        masters.forEach(RedisTestServer::close);
    }
}
