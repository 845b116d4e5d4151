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

package io.flinkbundle.connector.bigquery.source;

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.RowType;

import java.io.Serializable;
import java.util.List;

/**
 * What is read, and how.
 *
 * @param rowType the rows as Flink has them
 * @param columns what is sent; as many as the rows have, or one that stands for none
 * @param rowRestriction a condition in GoogleSQL; may be empty
 * @param snapshotMillis the time as of which is read; zero for the start
 * @param maxStreams zero for as many as the service finds good
 * @param format how rows are sent
 * @param limit rows that are read at most
 * @param tempDataset where the rows of queries are kept, in the project that pays
 * @param location where jobs run; empty where the tables are
 */
@Internal
public record ScanConfig(
        BigQueryConnectionOptions connection,
        ReadTarget target,
        RowType rowType,
        List<ReadColumn> columns,
        String rowRestriction,
        long snapshotMillis,
        int maxStreams,
        ReadFormat format,
        long limit,
        RetryPolicy retry,
        String tempDataset,
        String location)
        implements Serializable {

    public ScanConfig {
        columns = List.copyOf(columns);
    }

    /** The project in which jobs run, and which pays for them. */
    public String payingProject() {
        return connection.project().orElse(target.project());
    }
}
