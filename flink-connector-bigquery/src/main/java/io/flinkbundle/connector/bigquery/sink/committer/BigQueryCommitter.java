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

package io.flinkbundle.connector.bigquery.sink.committer;

import io.flinkbundle.connector.bigquery.client.BigQueryRequestException;
import io.flinkbundle.connector.bigquery.client.GcsStagingClient;
import io.flinkbundle.connector.bigquery.client.GrpcStorageWriteClient;
import io.flinkbundle.connector.bigquery.client.RestConnections;
import io.flinkbundle.connector.bigquery.client.RestLoadClient;
import io.flinkbundle.connector.bigquery.client.RestTableClient;
import io.flinkbundle.connector.bigquery.client.StorageWriteClient;
import io.flinkbundle.connector.bigquery.sink.Attempts;
import io.flinkbundle.connector.bigquery.sink.BigQuerySinkConfig;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.groups.SinkCommitterMetricGroup;

import com.google.cloud.bigquery.BigQuery;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/**
 * Makes rows visible. Doing so twice does nothing, because a stream knows how far it was flushed
 * and whether it was committed; that is why BUFFERED streams are never finished: a finished one
 * refuses to be flushed again, also as far as it was before. The service drops it days later.
 */
@Internal
public final class BigQueryCommitter implements Committer<BigQueryCommittable> {

    /** Makes the clients when there is something to commit. */
    @Internal
    interface Clients {
        StorageWriteClient openWrite() throws IOException;

        FileLoad openLoad() throws IOException;
    }

    private final BigQuerySinkConfig config;
    private final Clients clients;
    private final Attempts attempts;
    private volatile long lastCommitMillis;
    private StorageWriteClient client;

    public BigQueryCommitter(BigQuerySinkConfig config, SinkCommitterMetricGroup metrics) {
        this(config, metrics, new ServiceClients(config));
    }

    BigQueryCommitter(
            BigQuerySinkConfig config, SinkCommitterMetricGroup metrics, Clients clients) {
        this.config = config;
        this.clients = clients;
        this.attempts = new Attempts(config.append().retry());
        metrics.gauge("commitLatency", () -> lastCommitMillis);
    }

    @Override
    public void commit(Collection<CommitRequest<BigQueryCommittable>> requests)
            throws IOException, InterruptedException {
        for (CommitRequest<BigQueryCommittable> request : requests) {
            long begin = System.nanoTime();
            commit(request.getCommittable());
            lastCommitMillis = (System.nanoTime() - begin) / 1_000_000;
        }
    }

    private void commit(BigQueryCommittable committable) throws IOException, InterruptedException {
        for (Map.Entry<String, Long> rows : committable.bufferedRows().entrySet()) {
            flush(rows.getKey(), rows.getValue());
        }
        if (!committable.pendingStreams().isEmpty()) {
            attempts.of(
                    "commit streams of table " + config.table(),
                    () -> {
                        client().commit(config.table(), committable.pendingStreams());
                        return null;
                    });
        }
        if (!committable.stagedFiles().isEmpty()) {
            clients.openLoad().load(committable.stagedFiles(), committable.loadId());
        }
    }

    private void flush(String stream, long lastOffset) throws IOException, InterruptedException {
        try {
            attempts.of(
                    "flush " + stream,
                    () -> {
                        client().flush(stream, lastOffset);
                        return null;
                    });
        } catch (BigQueryRequestException e) {
            throw new IOException(
                    "Rows up to number "
                            + lastOffset
                            + " of "
                            + stream
                            + ", which a checkpoint holds, cannot be made visible: "
                            + e.getMessage()
                            + " The service drops a stream when it was not used for days; then its"
                            + " rows are lost, and the job has to be started from an older"
                            + " position of its sources.",
                    e);
        }
    }

    private StorageWriteClient client() throws IOException {
        if (client == null) {
            client = clients.openWrite();
        }
        return client;
    }

    @Override
    public void close() throws Exception {
        if (client != null) {
            client.close();
        }
    }

    /** Those that speak to the service. */
    private record ServiceClients(BigQuerySinkConfig config) implements Clients {

        @Override
        public StorageWriteClient openWrite() throws IOException {
            return new GrpcStorageWriteClient(config.connection());
        }

        @Override
        public FileLoad openLoad() throws IOException {
            String project = config.table().project();
            BigQuery bigQuery = RestConnections.open(config.connection(), project);
            return new FileLoad(
                    config.table(),
                    config.bulk().overwrites(),
                    config.append().retry(),
                    new RestTableClient(bigQuery),
                    new RestLoadClient(bigQuery),
                    new GcsStagingClient(config.connection(), project));
        }
    }
}
