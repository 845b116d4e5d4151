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

package io.flinkbundle.benchmarks.bigquery;

import io.flinkbundle.benchmarks.measure.ClockReading;
import io.flinkbundle.benchmarks.measure.Measurement;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;

/** The fastest way to load without Flink: lines that are made already, one file, one job. */
@Internal
final class LoadLoop {

    static final String DESCRIPTION =
            "prepared lines of JSON written to one object by google-cloud-storage, and one load job";

    private static final String BUCKET = "bench-raw";
    private static final String OBJECT = "rows.json";

    private final BigQuery bigQuery;
    private final Storage storage;

    LoadLoop(BigQuery bigQuery, Storage storage) {
        this.bigQuery = bigQuery;
        this.storage = storage;
        storage.create(BucketInfo.of(BUCKET));
    }

    Measurement run(List<byte[]> lines, long rows) throws IOException, InterruptedException {
        ClockReading start = ClockReading.now();
        try (OutputStream out =
                Channels.newOutputStream(
                        storage.writer(BlobInfo.newBuilder(BUCKET, OBJECT).build()))) {
            for (byte[] part : lines) {
                out.write(part);
            }
        }
        Job job =
                bigQuery.create(
                        JobInfo.of(
                                LoadJobConfiguration.newBuilder(
                                                BigQueryTable.ID,
                                                "gs://" + BUCKET + "/" + OBJECT,
                                                FormatOptions.json())
                                        .build()));
        job = job.waitFor();
        ClockReading end = ClockReading.now();
        if (job == null || job.getStatus().getError() != null) {
            throw new IOException(
                    "The load job failed: " + (job == null ? "gone" : job.getStatus()));
        }
        storage.delete(BUCKET, OBJECT);
        return start.until(end, rows);
    }
}
