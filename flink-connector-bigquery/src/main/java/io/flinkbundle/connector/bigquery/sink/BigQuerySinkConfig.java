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

package io.flinkbundle.connector.bigquery.sink;

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.types.logical.RowType;

import java.io.Serializable;

/** What is written where; {@link BigQuerySinkBuilder} says what each part means. */
@Internal
public record BigQuerySinkConfig(
        BigQueryConnectionOptions connection,
        TableName table,
        RowType rowType,
        TableSettings tableSettings,
        DeliveryGuarantee guarantee,
        BulkSettings bulk,
        AppendConfig append,
        BadRecordHandling onRejected)
        implements Serializable {

    /** The same for another table. */
    public BigQuerySinkConfig withTable(TableName other) {
        return new BigQuerySinkConfig(
                connection, other, rowType, tableSettings, guarantee, bulk, append, onRejected);
    }
}
