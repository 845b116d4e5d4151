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

import io.flinkbundle.connector.bigquery.client.LoadClient;
import io.flinkbundle.connector.bigquery.client.LoadJob;
import io.flinkbundle.connector.bigquery.client.StagingClient;
import io.flinkbundle.connector.bigquery.client.TableClient;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.sink.Attempts;
import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Has staged files loaded, once: the id of a job says which files it loads, and the service runs no
 * two jobs of one id. A job that failed for a reason that may pass has used its id up, so the next
 * one has another.
 */
@Internal
final class FileLoad {

    private static final Logger LOG = LoggerFactory.getLogger(FileLoad.class);

    /** The service takes no more files in a job. */
    private static final int MAX_FILES = 10_000;

    private static final long MIN_POLL_MILLIS = 100;
    private static final long MAX_POLL_MILLIS = 5000;

    private final TableName table;
    private final boolean overwrites;
    private final RetryPolicy retry;
    private final Attempts attempts;
    private final TableClient tables;
    private final LoadClient loads;
    private final StagingClient staging;

    FileLoad(
            TableName table,
            boolean overwrites,
            RetryPolicy retry,
            TableClient tables,
            LoadClient loads,
            StagingClient staging) {
        this.table = table;
        this.overwrites = overwrites;
        this.retry = retry;
        this.attempts = new Attempts(retry);
        this.tables = tables;
        this.loads = loads;
        this.staging = staging;
    }

    /** Loads files, and deletes them and what failed attempts have left beside them. */
    void load(List<StagedFile> files, String loadId) throws IOException, InterruptedException {
        String location =
                attempts.of(
                                "find the dataset of table " + table,
                                () -> tables.location(table.project(), table.dataset()))
                        .orElse("");
        for (int first = 0; first < files.size(); first += MAX_FILES) {
            List<String> uris =
                    files.subList(first, Math.min(first + MAX_FILES, files.size())).stream()
                            .map(StagedFile::uri)
                            .toList();
            // The first job takes the place of what was there, the others add to it.
            run(
                    new LoadJob(
                            "flink_" + loadId + "_" + first / MAX_FILES,
                            location,
                            table,
                            uris,
                            overwrites && first == 0));
        }
        long rows = files.stream().mapToLong(StagedFile::rows).sum();
        LOG.info("Loaded {} rows of {} files into table {}.", rows, files.size(), table);
        delete(files);
    }

    private void run(LoadJob job) throws IOException, InterruptedException {
        Retrier retrier = retry.start("load " + job.uris().size() + " files into table " + table);
        for (int attempt = 0; ; attempt++) {
            LoadJob tried = attempt == 0 ? job : job.withId(job.id() + "_r" + attempt);
            LoadClient.State state = finished(tried);
            if (state instanceof LoadClient.State.Done) {
                return;
            }
            LoadClient.State.Failed failed = (LoadClient.State.Failed) state;
            IOException cause =
                    new IOException(
                            "Load job "
                                    + tried.id()
                                    + " of table "
                                    + table
                                    + " failed, and nothing was loaded: "
                                    + failed.reason());
            if (!failed.mayPass()) {
                throw cause;
            }
            LOG.warn("{}. Trying again with another job.", cause.getMessage());
            retrier.backOff(cause);
        }
    }

    /** What became of a job when it ended; it is started if it is not there. */
    private LoadClient.State finished(LoadJob job) throws IOException, InterruptedException {
        String what = "load files into table " + table;
        long wait = MIN_POLL_MILLIS;
        while (true) {
            Optional<LoadClient.State> state = attempts.of(what, () -> loads.find(job));
            if (state.isEmpty()) {
                attempts.of(
                        what,
                        () -> {
                            loads.start(job);
                            return null;
                        });
                LOG.info("Started load job {} of table {}.", job.id(), table);
            } else if (!(state.get() instanceof LoadClient.State.Running)) {
                return state.get();
            }
            TimeUnit.MILLISECONDS.sleep(wait);
            wait = Math.min(2 * wait, MAX_POLL_MILLIS);
        }
    }

    private void delete(List<StagedFile> files) {
        Set<StagedFile.StagedFolder> folders =
                files.stream().map(StagedFile::folder).collect(Collectors.toSet());
        for (StagedFile.StagedFolder folder : folders) {
            try {
                staging.deleteAll(folder.bucket(), folder.prefix());
            } catch (IOException e) {
                // The bucket drops them after a day.
                LOG.warn("Staged files were loaded, but could not be deleted.", e);
            }
        }
    }
}
