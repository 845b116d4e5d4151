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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.LoadJobConfiguration;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts load jobs over the REST interface. */
@Internal
public final class RestLoadClient implements LoadClient {

    private static final Set<String> PASSING =
            Set.of(
                    "backendError",
                    "internalError",
                    "jobBackendError",
                    "jobInternalError",
                    "rateLimitExceeded",
                    "jobRateLimitExceeded",
                    "stopped");

    /** A job with many bad rows names them all. */
    private static final int NAMED_ERRORS = 5;

    private final BigQuery bigQuery;

    public RestLoadClient(BigQuery bigQuery) {
        this.bigQuery = bigQuery;
    }

    @Override
    public Optional<State> find(LoadJob job) throws IOException {
        try {
            return Optional.ofNullable(bigQuery.getJob(id(job)))
                    .map(found -> state(found.getStatus()));
        } catch (BigQueryException e) {
            IOException failure = BigQueryErrors.translate("find load job " + job.id(), e);
            if (failure instanceof MissingResourceException) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    static State state(JobStatus status) {
        if (status.getState() != JobStatus.State.DONE) {
            return new State.Running();
        }
        BigQueryError error = status.getError();
        if (error == null) {
            return new State.Done();
        }
        List<BigQueryError> all =
                status.getExecutionErrors() == null ? List.of() : status.getExecutionErrors();
        String reason =
                Stream.concat(Stream.of(error), all.stream())
                        .map(BigQueryError::getMessage)
                        .distinct()
                        .limit(NAMED_ERRORS)
                        .collect(Collectors.joining("; "));
        return new State.Failed(reason, PASSING.contains(error.getReason()));
    }

    @Override
    public void start(LoadJob job) throws IOException {
        LoadJobConfiguration configuration =
                LoadJobConfiguration.newBuilder(
                                RestTableClient.id(job.table()), job.uris(), FormatOptions.json())
                        .setCreateDisposition(JobInfo.CreateDisposition.CREATE_NEVER)
                        .setWriteDisposition(
                                job.overwrites()
                                        ? JobInfo.WriteDisposition.WRITE_TRUNCATE_DATA
                                        : JobInfo.WriteDisposition.WRITE_APPEND)
                        .build();
        try {
            bigQuery.create(JobInfo.of(id(job), configuration));
        } catch (BigQueryException e) {
            IOException failure = BigQueryErrors.translate("start load job " + job.id(), e);
            if (!(failure instanceof ExistsException)) {
                throw failure;
            }
            // The answer to an earlier request was lost.
        }
    }

    private static JobId id(LoadJob job) {
        JobId.Builder id = JobId.newBuilder().setJob(job.id());
        if (!job.location().isEmpty()) {
            id.setLocation(job.location());
        }
        return id.build();
    }
}
