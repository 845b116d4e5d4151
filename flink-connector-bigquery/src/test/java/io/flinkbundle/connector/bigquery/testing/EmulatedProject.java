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

package io.flinkbundle.connector.bigquery.testing;

import io.flinkbundle.emulators.bigquery.BigQueryEmulator;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.QueryJobConfiguration;

import java.util.List;
import java.util.stream.StreamSupport;

/** A project of an emulator, as its owner sees it. */
public final class EmulatedProject {

    private final BigQueryEmulator emulator;
    private final BigQuery service;

    public EmulatedProject(BigQueryEmulator emulator, String project) {
        this.emulator = emulator;
        this.service =
                BigQueryOptions.newBuilder()
                        .setProjectId(project)
                        .setHost(emulator.restUrl().toString())
                        .setCredentials(NoCredentials.getInstance())
                        .build()
                        .getService();
    }

    public BigQuery service() {
        return service;
    }

    /** Runs a statement of GoogleSQL. */
    public void run(String statement) {
        try {
            service.query(QueryJobConfiguration.of(statement));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The jobs that have run. */
    public List<Job> jobs() {
        return StreamSupport.stream(service.listJobs().iterateAll().spliterator(), false).toList();
    }

    /** The options of a table or catalog that lead to the emulator, as they stand in SQL. */
    public String options() {
        return "'credentials.type' = 'none', 'endpoint.plaintext' = 'true', 'endpoint.rest' = '"
                + emulator.restUrl()
                + "', 'endpoint.grpc' = '"
                + emulator.grpcEndpoint()
                + "'";
    }
}
