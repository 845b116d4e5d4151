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

package io.flinkbundle.connector.bigquery.sink.writer;

import io.flinkbundle.connector.bigquery.client.BigQueryRequestException;
import io.flinkbundle.connector.bigquery.client.StagingClient;
import io.flinkbundle.connector.bigquery.client.TableClient;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.sink.Attempts;
import io.flinkbundle.connector.bigquery.sink.BigQuerySinkConfig;
import io.flinkbundle.connector.bigquery.sink.committer.StagedFile;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

/**
 * The files of one subtask in Cloud Storage. Each attempt gives its files names of its own; those
 * of one run of the job are in one folder, which is emptied when they are loaded.
 */
@Internal
final class StagingFolder {

    private static final Logger LOG = LoggerFactory.getLogger(StagingFolder.class);
    private static final String ROOT = "flink-bigquery/";

    private final StagingClient client;
    private final BigQuerySinkConfig config;
    private final Attempts attempts;
    private final String prefix;
    private String bucket = "";
    private int files;

    StagingFolder(StagingClient client, BigQuerySinkConfig config, UUID runId, int subtask) {
        this.client = client;
        this.config = config;
        this.attempts = new Attempts(config.append().retry());
        this.prefix = ROOT + runId + "/" + subtask + "-" + UUID.randomUUID() + "-";
    }

    /**
     * Finds the bucket, or creates it where the dataset is.
     *
     * @return whether files can be staged; if not, it is logged why
     */
    boolean prepare(TableClient tables) throws IOException, InterruptedException {
        TableName table = config.table();
        String location =
                attempts.of(
                                "find the dataset of table " + table,
                                () -> tables.location(table.project(), table.dataset()))
                        .orElse("");
        bucket =
                config.bulk()
                        .bucketIn(config.connection().project().orElse(table.project()), location);
        try {
            return attempts.of(
                    "find or create bucket " + bucket,
                    () -> {
                        client.ensureBucket(bucket, location);
                        return true;
                    });
        } catch (BigQueryRequestException e) {
            LOG.warn(
                    "Rows cannot be staged for a load job, and are written over the Storage Write"
                            + " API instead, which is billed: {} Give the account of the job"
                            + " 'storage.buckets.create', name a bucket of its own with"
                            + " 'temp-gcs-bucket', or set 'sink.bulk-method' = 'pending-streams'.",
                    e.getMessage());
            return false;
        }
    }

    /** Begins the next file. */
    OutputStream create() throws IOException {
        return client.create(bucket, prefix + files + ".json");
    }

    /** Takes the file that was begun, and is closed, for finished. */
    StagedFile finished(long rows) {
        return new StagedFile(bucket, prefix + files++ + ".json", rows);
    }
}
