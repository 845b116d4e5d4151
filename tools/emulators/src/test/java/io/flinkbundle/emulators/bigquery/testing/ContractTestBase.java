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

package io.flinkbundle.emulators.bigquery.testing;

import io.flinkbundle.emulators.bigquery.BigQueryEmulator;
import io.flinkbundle.emulators.bigquery.BigQueryEmulatorExtension;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DatasetInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An emulator, Google's client of its REST interface, and a dataset. */
public abstract class ContractTestBase {

    protected static final String PROJECT = "test-project";
    protected static final String DATASET = "test_dataset";

    @RegisterExtension
    protected static final BigQueryEmulatorExtension EXTENSION = new BigQueryEmulatorExtension();

    protected BigQueryEmulator emulator;
    protected BigQuery bigQuery;

    @BeforeEach
    void connect(BigQueryEmulator running) {
        emulator = running;
        bigQuery = client(running);
        bigQuery.create(DatasetInfo.of(DATASET));
        emulator.calls().clear();
    }

    protected static BigQuery client(BigQueryEmulator emulator) {
        return BigQueryOptions.newBuilder()
                .setProjectId(PROJECT)
                .setHost(emulator.restUrl().toString())
                .setCredentials(NoCredentials.getInstance())
                .build()
                .getService();
    }
}
