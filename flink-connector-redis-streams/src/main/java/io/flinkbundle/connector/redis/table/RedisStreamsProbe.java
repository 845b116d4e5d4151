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
import io.flinkbundle.connector.common.probe.FoundTable;
import io.flinkbundle.connector.common.probe.ProbeReport;
import io.flinkbundle.connector.common.probe.ProbeRequest;
import io.flinkbundle.connector.common.probe.ProbeStep.Check;
import io.flinkbundle.connector.common.probe.SampledColumns;
import io.flinkbundle.connector.redis.client.JedisStreamsClient;
import io.flinkbundle.connector.redis.client.StreamAdminConnection;
import io.flinkbundle.connector.redis.client.StreamBatch;
import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.client.StreamInfo;
import io.flinkbundle.connector.redis.client.StreamPosition;
import io.flinkbundle.connector.redis.client.StreamReaderConnection;
import io.flinkbundle.connector.redis.client.Utf8;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.RowType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at streams, and guesses columns from their first entries. */
@Internal
public final class RedisStreamsProbe implements ConnectorProbe {

    private static final List<String> METADATA =
            List.of("`entry_time` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL");
    private static final String WATERMARK = "WATERMARK FOR `entry_time` AS SOURCE_WATERMARK()";

    @Override
    public String factoryIdentifier() {
        return RedisStreamsDynamicTableFactory.IDENTIFIER;
    }

    @Override
    public String targetOption() {
        return RedisStreamsConnectorOptions.STREAMS.key();
    }

    @Override
    public ProbeReport probe(ProbeRequest request) {
        JedisStreamsClient client = client(request);
        ProbeReport.Builder report = new ProbeReport.Builder();
        try {
            List<String> streams = streams(request.config(), client);
            try (StreamReaderConnection reader = client.openReader(Duration.ZERO)) {
                return look(request, client, streams, reader, report);
            }
        } catch (IOException e) {
            return ProbeFailures.of(report, e);
        }
    }

    private ProbeReport look(
            ProbeRequest request,
            JedisStreamsClient client,
            List<String> streams,
            StreamReaderConnection reader,
            ProbeReport.Builder report)
            throws IOException {
        SampledColumns columns = new SampledColumns();
        boolean json = isJson(request.config());
        String payload = request.config().get(RedisStreamsConnectorOptions.PAYLOAD_FIELD);
        List<String> missing = new ArrayList<>();
        long entries = 0;
        for (String stream : streams) {
            byte[] key = Utf8.bytes(stream);
            StreamInfo info = reader.describe(List.of(key)).get(0);
            if (!info.exists()) {
                missing.add(stream);
                continue;
            }
            entries += info.length();
            sample(reader, stream, request.samples(), json ? payload : "", columns);
        }
        report.ok(Check.REACHABLE, client.address() + " answers")
                .ok(Check.AUTHENTICATED, "the login is accepted")
                .ok(Check.PERMITTED, "streams may be described and read");
        if (!missing.isEmpty()) {
            String names = String.join("', '", missing);
            boolean created =
                    !request.reads()
                            && request.config()
                                    .get(RedisStreamsConnectorOptions.SINK_CREATE_STREAM);
            return created
                    ? report.ok(
                                    Check.EXISTS,
                                    "'"
                                            + names
                                            + "' does not exist yet; the first entry creates it")
                            .done()
                    : report.failed(
                            Check.EXISTS,
                            "There is no stream '"
                                    + names
                                    + "' on "
                                    + client.address()
                                    + " (database "
                                    + request.config().get(RedisServerOptions.DATABASE)
                                    + "). A job waits for it to appear.");
        }
        report.ok(Check.EXISTS, "'" + String.join("', '", streams) + "', " + entries + " entries");
        return columns.columns().isEmpty() ? report.done() : report.done(found(columns, json));
    }

    private static FoundTable found(SampledColumns columns, boolean json) {
        return new FoundTable(
                columns.columns(),
                List.of(),
                true,
                METADATA,
                WATERMARK,
                json ? Map.of("format", "json") : Map.of());
    }

    private static void sample(
            StreamReaderConnection reader,
            String stream,
            int count,
            String payload,
            SampledColumns columns)
            throws IOException {
        List<StreamPosition> beginning =
                List.of(new StreamPosition(Utf8.bytes(stream), StreamId.ZERO));
        for (StreamBatch batch : reader.read(beginning, count, Duration.ZERO)) {
            for (int i = 0; i < batch.size(); i++) {
                StreamEntry entry = batch.entry(stream, i);
                if (payload.isEmpty()) {
                    for (int field = 0; field < entry.fieldCount(); field++) {
                        columns.add(text(entry.name(field)), text(entry.value(field)));
                    }
                } else {
                    entry.value(Utf8.bytes(payload)).ifPresent(columns::addJson);
                }
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static boolean isJson(ReadableConfig options) {
        return options.getOptional(FactoryUtil.FORMAT)
                .or(() -> options.getOptional(RedisStreamsConnectorOptions.VALUE_FORMAT))
                .map("json"::equals)
                .orElse(false);
    }

    private static List<String> streams(ReadableConfig options, JedisStreamsClient client)
            throws IOException {
        if (options.getOptional(RedisStreamsConnectorOptions.STREAMS_PATTERN).isPresent()) {
            try (StreamAdminConnection admin = client.openAdmin()) {
                return admin.streamsMatching(
                        options.get(RedisStreamsConnectorOptions.STREAMS_PATTERN));
            }
        }
        return new RedisStreamsTableOptions(options).streams();
    }

    private static JedisStreamsClient client(ProbeRequest request) {
        return new JedisStreamsClient(new ConnectionOptions(request.config()).read());
    }

    @Override
    public List<String> targets(ProbeRequest request) throws IOException {
        try (StreamAdminConnection admin = client(request).openAdmin()) {
            return admin.streamsMatching("*");
        }
    }

    @Override
    public String creation(String name, RowType columns, List<String> primaryKey) {
        return "# A stream needs no schema: the first XADD creates it. For a consumer group:\n"
                + "redis-cli XGROUP CREATE '"
                + name
                + "' flink 0 MKSTREAM";
    }
}
