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

package io.flinkbundle.connector.bigquery.source.enumerator;

import io.flinkbundle.connector.bigquery.client.QueryClient;
import io.flinkbundle.connector.bigquery.client.QueryJob;
import io.flinkbundle.connector.bigquery.client.QueryPlan;
import io.flinkbundle.connector.bigquery.client.RestQueryClient;
import io.flinkbundle.connector.bigquery.client.RestTableClient;
import io.flinkbundle.connector.bigquery.client.TableClient;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.source.ReadTarget;
import io.flinkbundle.connector.bigquery.source.ScanConfig;
import io.flinkbundle.connector.bigquery.source.ScanSql;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.BigQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * Reads what has no rows of its own, a view or a query: the service puts its rows into a temporary
 * table, with the columns, the condition and the limit of the scan. Thread-safe.
 */
@Internal
final class QueryReading {

    private static final Logger LOG = LoggerFactory.getLogger(QueryReading.class);

    private final ScanConfig config;

    /** Where the query runs that was begun. */
    private volatile Optional<String> begunIn = Optional.empty();

    QueryReading(ScanConfig config) {
        this.config = config;
    }

    /**
     * @param queryId names the job and the table
     * @return the table that has the rows
     */
    TableName fill(BigQuery rest, String queryId) throws IOException, InterruptedException {
        QueryPlan plan = plan(new RestQueryClient(rest), new RestTableClient(rest));
        LOG.info(
                "Reading {} through a query of {} bytes, which project {} pays for.",
                config.target().text(),
                plan.bytes(),
                config.payingProject());
        return fill(rest, queryId, job(plan.location(), ScanSql.of(config)));
    }

    /**
     * @param query whose location is known
     */
    TableName fill(BigQuery rest, String queryId, QueryJob query)
            throws IOException, InterruptedException {
        TableClient tables = new RestTableClient(rest);
        ensureDataset(tables, query.location());
        begunIn = Optional.of(query.location());
        return table(new RestQueryClient(rest), tables, queryId).fill(query);
    }

    private TemporaryTable table(QueryClient queries, TableClient tables, String queryId) {
        return new TemporaryTable(
                queries,
                tables,
                config.retry(),
                new TableName(config.payingProject(), config.tempDataset(), queryId),
                Clock.systemUTC());
    }

    /** Examines the rows as they are before columns are taken out of them. */
    private QueryPlan plan(QueryClient queries, TableClient tables) throws IOException {
        if (config.target() instanceof ReadTarget.Stored view) {
            String location =
                    tables.location(view.table().project(), view.table().dataset()).orElse("");
            return queries.plan(job(location, ScanSql.of(config)));
        }
        QueryPlan whole =
                queries.plan(job(config.location(), ((ReadTarget.Query) config.target()).sql()));
        TableReading.verify(config, whole.schema());
        return queries.plan(job(whole.location(), ScanSql.of(config)));
    }

    private QueryJob job(String location, String sql) {
        String dataset =
                config.target() instanceof ReadTarget.Query query && !query.dataset().isEmpty()
                        ? query.project() + "." + query.dataset()
                        : "";
        return new QueryJob("", location, sql, dataset);
    }

    private void ensureDataset(TableClient tables, String location) throws IOException {
        String project = config.payingProject();
        String dataset = config.tempDataset();
        Optional<String> existing = tables.location(project, dataset);
        if (existing.isEmpty()) {
            tables.createDataset(project, dataset, location, TemporaryTable.LIFETIME.toMillis());
            LOG.info("Created dataset {}.{} for temporary tables.", project, dataset);
        } else if (!location.isEmpty() && !existing.get().equalsIgnoreCase(location)) {
            throw new IOException(
                    "The rows of a query in "
                            + location
                            + " cannot be kept in dataset "
                            + project
                            + "."
                            + dataset
                            + ", which is in "
                            + existing.get()
                            + ". Set 'temp-dataset' to one in "
                            + location
                            + ", or to a new name.");
        }
    }

    /** Whether a query was begun. */
    boolean isBegun() {
        return begunIn.isPresent();
    }

    /** Ends the query if it runs, and drops its table. */
    void release(BigQuery rest, String queryId) throws IOException {
        TemporaryTable table = table(new RestQueryClient(rest), new RestTableClient(rest), queryId);
        Optional<String> running = begunIn;
        if (running.isPresent()) {
            table.cancel(running.get());
        }
        table.drop();
    }
}
