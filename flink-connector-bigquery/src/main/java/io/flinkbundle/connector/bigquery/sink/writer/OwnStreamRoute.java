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
import io.flinkbundle.connector.bigquery.client.MissingResourceException;
import io.flinkbundle.connector.bigquery.client.StorageWriteClient;
import io.flinkbundle.connector.bigquery.client.StreamType;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.sink.Attempts;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.DescriptorProtos.DescriptorProto;

import java.io.IOException;
import java.util.Optional;

/**
 * Appends to a stream of this subtask alone. It is created with the first row, and never one of an
 * earlier attempt: what that has appended behind its last checkpoint stays invisible for ever.
 */
@Internal
final class OwnStreamRoute implements AppendRoute {

    private final StorageWriteClient client;
    private final TableName table;
    private final StreamType type;
    private final DescriptorProto descriptor;
    private final boolean tableNew;
    private final RetryPolicy retry;
    private String stream;

    OwnStreamRoute(
            StorageWriteClient client,
            TableName table,
            StreamType type,
            DescriptorProto descriptor,
            boolean tableNew,
            RetryPolicy retry) {
        this.client = client;
        this.table = table;
        this.type = type;
        this.descriptor = descriptor;
        this.tableNew = tableNew;
        this.retry = retry;
    }

    @Override
    public AppendConnection connect(AppendListener listener)
            throws IOException, InterruptedException {
        if (stream == null) {
            stream =
                    new Attempts(
                                    retry,
                                    failure ->
                                            tableNew && failure instanceof MissingResourceException)
                            .of(
                                    "create a write stream of table " + table,
                                    () -> client.createStream(table, type));
        }
        return client.connect(new AppendTarget(stream, descriptor), listener);
    }

    /** The name of the stream, once it was created. */
    Optional<String> stream() {
        return Optional.ofNullable(stream);
    }

    @Override
    public boolean hasOffsets() {
        return true;
    }

    @Override
    public boolean isTableNew() {
        return tableNew;
    }

    @Override
    public String describe() {
        return stream == null ? "table " + table : stream;
    }
}
