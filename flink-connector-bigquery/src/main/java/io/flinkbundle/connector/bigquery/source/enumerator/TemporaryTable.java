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

import io.flinkbundle.connector.bigquery.client.LoadClient;
import io.flinkbundle.connector.bigquery.client.QueryClient;
import io.flinkbundle.connector.bigquery.client.QueryJob;
import io.flinkbundle.connector.bigquery.client.TableClient;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A table that a query has filled, to be read and dropped. Table and job are named by the same id,
 * and the service runs no two jobs of one id: after a failure the query is found, not made again. A
 * job that failed for a reason that may pass has used its id up, so the next one has another, and
 * so has one whose table is gone.
 *
 * <p>The table expires by itself: a source that is never heard of again leaves nothing for long.
 */
@Internal
final class TemporaryTable {

    /** How long the rows are kept. Streams of them can be read for six hours. */
    static final Duration LIFETIME = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryTable.class);

    private static final long MIN_POLL_MILLIS = 100;
    private static final long MAX_POLL_MILLIS = 5000;

    private final QueryClient queries;
    private final TableClient tables;
    private final RetryPolicy retry;
    private final TableName name;
    private final Clock clock;

    /**
     * @param name the id of the job is its last part
     */
    TemporaryTable(
            QueryClient queries,
            TableClient tables,
            RetryPolicy retry,
            TableName name,
            Clock clock) {
        this.queries = queries;
        this.tables = tables;
        this.retry = retry;
        this.name = name;
        this.clock = clock;
    }

    /**
     * Fills the table, unless it is there already.
     *
     * @param query its id does not matter
     * @throws IOException if the query failed; the message says why
     */
    TableName fill(QueryJob query) throws IOException, InterruptedException {
        String sql =
                "CREATE OR REPLACE TABLE "
                        + name.quoted()
                        + " OPTIONS (expiration_timestamp = TIMESTAMP '"
                        + clock.instant().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS)
                        + "') AS\n"
                        + query.sql();
        Retrier retrier = retry.start("run the query");
        for (int attempt = 0; ; attempt++) {
            QueryJob job = new QueryJob(id(attempt), query.location(), sql, query.defaultDataset());
            LoadClient.State state = finished(job);
            if (state instanceof LoadClient.State.Failed failed) {
                IOException cause =
                        new IOException("Query job " + job.id() + " failed: " + failed.reason());
                if (!failed.mayPass()) {
                    throw cause;
                }
                LOG.warn("{}. Trying again with another job.", cause.getMessage());
                retrier.backOff(cause);
            } else if (tables.find(name).isPresent()) {
                return name;
            } else {
                LOG.warn("The rows of query job {} are gone. Asking again.", job.id());
            }
        }
    }

    private String id(int attempt) {
        return attempt == 0 ? name.table() : name.table() + "_r" + attempt;
    }

    /** What became of a job when it ended; it is started if it is not there. */
    private LoadClient.State finished(QueryJob job) throws IOException, InterruptedException {
        Retrier retrier = null;
        long wait = MIN_POLL_MILLIS;
        while (true) {
            try {
                Optional<LoadClient.State> state = queries.find(job);
                if (state.isEmpty()) {
                    queries.start(job);
                    LOG.info("Started query job {}.", job.id());
                } else if (!(state.get() instanceof LoadClient.State.Running)) {
                    return state.get();
                }
                retrier = null;
            } catch (RetryableIOException e) {
                retrier = retrier == null ? retry.start("wait for query job " + job.id()) : retrier;
                retrier.backOff(e);
            }
            TimeUnit.MILLISECONDS.sleep(wait);
            wait = Math.min(2 * wait, MAX_POLL_MILLIS);
        }
    }

    /**
     * Gives up what runs.
     *
     * @param location where the job runs
     */
    void cancel(String location) throws IOException {
        for (int attempt = 0; ; attempt++) {
            QueryJob job = new QueryJob(id(attempt), location, "", "");
            Optional<LoadClient.State> state = queries.find(job);
            if (state.isEmpty()) {
                return;
            }
            if (state.get() instanceof LoadClient.State.Running) {
                queries.cancel(job);
            }
        }
    }

    void drop() throws IOException {
        tables.drop(name);
        LOG.info("Dropped temporary table {}.", name);
    }
}
