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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.common.probe.ConnectorProbe;
import io.flinkbundle.connector.common.probe.FoundColumn;
import io.flinkbundle.connector.common.probe.FoundTable;
import io.flinkbundle.connector.common.probe.ProbeReport;
import io.flinkbundle.connector.common.probe.ProbeRequest;
import io.flinkbundle.connector.common.probe.ProbeStep.Check;
import io.flinkbundle.connector.common.probe.SampledColumns;
import io.flinkbundle.connector.redis.client.JedisStreamsClient;
import io.flinkbundle.connector.redis.client.KeyPage;
import io.flinkbundle.connector.redis.client.KeyReads;
import io.flinkbundle.connector.redis.client.KeyScan;
import io.flinkbundle.connector.redis.client.KeyValueConnection;
import io.flinkbundle.connector.redis.client.Utf8;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at keys, and guesses columns from hashes. */
@Internal
public final class RedisProbe implements ConnectorProbe {

    private static final LogicalType TEXT = new VarCharType(VarCharType.MAX_LENGTH);

    /** What a key is called when nobody has named it. */
    private static final String KEY_COLUMN = "key";

    @Override
    public String factoryIdentifier() {
        return RedisDynamicTableFactory.IDENTIFIER;
    }

    @Override
    public String targetOption() {
        return RedisConnectorOptions.KEY_PREFIX.key();
    }

    @Override
    public ProbeReport probe(ProbeRequest request) {
        JedisStreamsClient client = client(request);
        ReadableConfig options = request.config();
        String prefix = options.getOptional(RedisConnectorOptions.KEY_PREFIX).orElse("");
        ValueType type = options.get(RedisConnectorOptions.VALUE_TYPE);
        ProbeReport.Builder report = new ProbeReport.Builder();
        try (KeyValueConnection connection = client.openKeyValues()) {
            List<byte[]> keys = keys(connection, prefix, type, request.samples());
            report.ok(Check.REACHABLE, client.address() + " answers")
                    .ok(Check.AUTHENTICATED, "the login is accepted")
                    .ok(Check.PERMITTED, "keys may be scanned")
                    .ok(
                            Check.EXISTS,
                            keys.isEmpty()
                                    ? "no key of type " + type + " begins with '" + prefix + "' yet"
                                    : "keys of type " + type + " are there");
            if (type != ValueType.HASH || keys.isEmpty()) {
                return report.done();
            }
            return report.done(found(request, connection, keys));
        } catch (IOException e) {
            return ProbeFailures.of(report, e);
        }
    }

    private static List<byte[]> keys(
            KeyValueConnection connection, String prefix, ValueType type, int count)
            throws IOException {
        KeyScan scan = new KeyScan(Utf8.bytes(prefix), type.toString());
        List<byte[]> keys = new ArrayList<>();
        String cursor = KeyPage.START;
        do {
            KeyPage page = connection.scan(scan, cursor);
            keys.addAll(page.keys());
            cursor = page.cursor();
        } while (keys.size() < count && !cursor.equals(KeyPage.START));
        return keys.subList(0, Math.min(count, keys.size()));
    }

    private static FoundTable found(
            ProbeRequest request, KeyValueConnection connection, List<byte[]> keys)
            throws IOException {
        SampledColumns fields = new SampledColumns();
        for (Object answer : connection.read(keys.stream().map(KeyReads::allFields).toList())) {
            if (answer instanceof List<?> pairs) {
                for (int i = 0; i + 1 < pairs.size(); i += 2) {
                    fields.add(text(pairs.get(i)), text(pairs.get(i + 1)));
                }
            }
        }
        List<String> keyColumns =
                request.config()
                        .getOptional(RedisConnectorOptions.KEY_COLUMNS)
                        .orElse(
                                request.primaryKey().isEmpty()
                                        ? List.of(KEY_COLUMN)
                                        : request.primaryKey());
        List<FoundColumn> columns = new ArrayList<>();
        keyColumns.forEach(
                name -> columns.add(new FoundColumn(name, TEXT.copy(false), "part of the key")));
        fields.columns().stream()
                .filter(column -> !keyColumns.contains(column.name()))
                .forEach(columns::add);
        return new FoundTable(columns, keyColumns, true, List.of(), "", Map.of());
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    private static JedisStreamsClient client(ProbeRequest request) {
        return new JedisStreamsClient(new ConnectionOptions(request.config()).read());
    }

    /** Prefixes are a habit, not an object of the server: none can be listed. */
    @Override
    public List<String> targets(ProbeRequest request) throws IOException {
        return List.of();
    }

    @Override
    public String creation(String name, RowType columns, List<String> primaryKey) {
        return "# Keys need no schema: the first HSET creates one, as '"
                + name
                + "<key>' with 'key.prefix' = '"
                + name
                + "'.";
    }
}
