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
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;

import java.io.IOException;
import java.util.Optional;

/** Over the REST interface. */
@Internal
public final class RestQueryClient implements QueryClient {

    private final BigQuery bigQuery;

    public RestQueryClient(BigQuery bigQuery) {
        this.bigQuery = bigQuery;
    }

    @Override
    public QueryPlan plan(QueryJob job) throws IOException {
        JobId.Builder id = JobId.newBuilder();
        if (!job.location().isEmpty()) {
            id.setLocation(job.location());
        }
        try {
            Job planned =
                    bigQuery.create(
                            JobInfo.of(
                                    id.build(),
                                    configuration(job)
                                            .setDryRun(true)
                                            .setUseQueryCache(false)
                                            .build()));
            JobStatistics.QueryStatistics statistics = planned.getStatistics();
            return new QueryPlan(
                    RestFields.schema(statistics.getSchema()),
                    Optional.ofNullable(planned.getJobId().getLocation()).orElse(""),
                    Optional.ofNullable(statistics.getTotalBytesProcessed()).orElse(0L));
        } catch (BigQueryException e) {
            throw BigQueryErrors.translate("plan the query", e);
        }
    }

    static QueryJobConfiguration.Builder configuration(QueryJob job) {
        QueryJobConfiguration.Builder query =
                QueryJobConfiguration.newBuilder(job.sql()).setUseLegacySql(false);
        int dot = job.defaultDataset().lastIndexOf('.');
        if (dot > 0) {
            query.setDefaultDataset(
                    DatasetId.of(
                            job.defaultDataset().substring(0, dot),
                            job.defaultDataset().substring(dot + 1)));
        }
        return query;
    }

    @Override
    public Optional<LoadClient.State> find(QueryJob job) throws IOException {
        try {
            return Optional.ofNullable(bigQuery.getJob(id(job)))
                    .map(found -> RestLoadClient.state(found.getStatus()));
        } catch (BigQueryException e) {
            IOException failure = BigQueryErrors.translate("find query job " + job.id(), e);
            if (failure instanceof MissingResourceException) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    @Override
    public void start(QueryJob job) throws IOException {
        try {
            bigQuery.create(JobInfo.of(id(job), configuration(job).build()));
        } catch (BigQueryException e) {
            IOException failure = BigQueryErrors.translate("start query job " + job.id(), e);
            if (!(failure instanceof ExistsException)) {
                throw failure;
            }
            // The answer to an earlier request was lost.
        }
    }

    @Override
    public void cancel(QueryJob job) throws IOException {
        try {
            bigQuery.cancel(id(job));
        } catch (BigQueryException e) {
            IOException failure = BigQueryErrors.translate("cancel query job " + job.id(), e);
            if (!(failure instanceof MissingResourceException)) {
                throw failure;
            }
        }
    }

    private static JobId id(QueryJob job) {
        JobId.Builder id = JobId.newBuilder().setJob(job.id());
        if (!job.location().isEmpty()) {
            id.setLocation(job.location());
        }
        return id.build();
    }
}
