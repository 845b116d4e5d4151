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

package io.flinkbundle.connector.influxdb3.source.reader;

import io.flinkbundle.connector.influxdb3.client.HttpLink;
import io.flinkbundle.connector.influxdb3.client.HttpQueryClient;
import io.flinkbundle.connector.influxdb3.client.QueryClient;
import io.flinkbundle.connector.influxdb3.client.ServerColumn;
import io.flinkbundle.connector.influxdb3.client.ServerTables;
import io.flinkbundle.connector.influxdb3.client.SqlQuery;
import io.flinkbundle.connector.influxdb3.source.EpochNanos;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.ScanTables;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.List;

/** What all splits of a reader share: the client, and what has been learnt about the server. */
@Internal
final class ReaderSession implements AutoCloseable {

    private final InfluxDb3Scan scan;
    private final QueryClient client;
    private final ServerTables tables;
    private final ReaderMetrics metrics;

    /** The most time that a query may span, as far as the server has shown. */
    private long widthNanos = Long.MAX_VALUE;

    ReaderSession(InfluxDb3Scan scan, QueryClient client, ReaderMetrics metrics) {
        this.scan = scan;
        this.client = client;
        this.tables = new ServerTables(client);
        this.metrics = metrics;
    }

    static ReaderSession open(InfluxDb3Scan scan, ReaderMetrics metrics) throws IOException {
        return new ReaderSession(
                scan, new HttpQueryClient(new HttpLink(scan.connection())), metrics);
    }

    InfluxDb3Scan scan() {
        return scan;
    }

    ReaderMetrics metrics() {
        return metrics;
    }

    /** The columns that a table has now; none for the result of a query or a missing table. */
    List<ServerColumn> columns(String table) throws IOException, InterruptedException {
        return table.equals(ScanTables.NO_TABLE) ? List.of() : tables.columns(table);
    }

    RowStream ask(SqlQuery query, RowLayout layout) throws IOException {
        metrics.asked();
        return new RowStream(
                client.query(query),
                new RowParser(layout, scan.goesOnWithoutMalformed()),
                metrics::received);
    }

    long widthNanos() {
        return widthNanos;
    }

    /** The server has refused to answer for more time than this. */
    void narrow(long nanos) {
        widthNanos = nanos;
    }

    /** The server has had nothing in that much time; twice as much may be as little. */
    void widen() {
        widthNanos = EpochNanos.plus(widthNanos, widthNanos);
    }

    @Override
    public void close() {
        client.close();
    }
}
