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

import io.flinkbundle.connector.bigquery.client.AppendConnection;
import io.flinkbundle.connector.bigquery.client.AppendListener;
import io.flinkbundle.connector.bigquery.client.AppendTarget;
import io.flinkbundle.connector.bigquery.client.StorageWriteClient;
import io.flinkbundle.connector.bigquery.client.TableName;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.DescriptorProtos.DescriptorProto;

/** Appends to the stream that every table has, and whose rows are visible at once. */
@Internal
final class DefaultStreamRoute implements AppendRoute {

    private final StorageWriteClient client;
    private final TableName table;
    private final AppendTarget target;
    private final boolean tableNew;

    DefaultStreamRoute(
            StorageWriteClient client,
            TableName table,
            DescriptorProto descriptor,
            boolean tableNew) {
        this.client = client;
        this.table = table;
        this.target = new AppendTarget(StorageWriteClient.defaultStream(table), descriptor);
        this.tableNew = tableNew;
    }

    @Override
    public AppendConnection connect(AppendListener listener) {
        return client.connect(target, listener);
    }

    @Override
    public boolean hasOffsets() {
        return false;
    }

    @Override
    public boolean isTableNew() {
        return tableNew;
    }

    @Override
    public String describe() {
        return "table " + table;
    }
}
