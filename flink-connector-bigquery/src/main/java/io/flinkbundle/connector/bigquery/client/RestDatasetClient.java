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
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableDefinition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Over the REST interface. Thread-safe. */
@Internal
public final class RestDatasetClient implements DatasetClient {

    private final BigQuery bigQuery;

    public RestDatasetClient(BigQuery bigQuery) {
        this.bigQuery = bigQuery;
    }

    @Override
    public List<String> datasets(String project) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (Dataset dataset : bigQuery.listDatasets(project).iterateAll()) {
                names.add(dataset.getDatasetId().getDataset());
            }
            return names;
        } catch (BigQueryException e) {
            throw BigQueryErrors.translate("list the datasets of project " + project, e);
        }
    }

    @Override
    public List<Listed> tables(String project, String dataset) throws IOException {
        List<Listed> found = new ArrayList<>();
        try {
            for (Table table : bigQuery.listTables(DatasetId.of(project, dataset)).iterateAll()) {
                found.add(
                        new Listed(
                                table.getTableId().getTable(),
                                !TableDefinition.Type.TABLE.equals(
                                        table.getDefinition().getType())));
            }
            return found;
        } catch (BigQueryException e) {
            throw BigQueryErrors.translate("list the tables of " + project + "." + dataset, e);
        }
    }

    @Override
    public void drop(String project, String dataset, boolean withTables) throws IOException {
        BigQuery.DatasetDeleteOption[] options =
                withTables
                        ? new BigQuery.DatasetDeleteOption[] {
                            BigQuery.DatasetDeleteOption.deleteContents()
                        }
                        : new BigQuery.DatasetDeleteOption[0];
        try {
            bigQuery.delete(DatasetId.of(project, dataset), options);
        } catch (BigQueryException e) {
            throw BigQueryErrors.translate("drop dataset " + project + "." + dataset, e);
        }
    }
}
