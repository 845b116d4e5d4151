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

package io.flinkbundle.connector.common.batching;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.IOUtils;

import java.io.IOException;

import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * A {@link BatchingSink} whose batches hold something else than its records: each record is encoded
 * on the task thread, while the batch before is being written on the I/O thread.
 *
 * @param <InputT> the records of the sink
 * @param <E> the elements of a batch
 */
@PublicEvolving
public abstract class EncodingBatchingSink<InputT, E> implements Sink<InputT> {

    private static final long serialVersionUID = 1L;

    private final BatchingConfig config;

    protected EncodingBatchingSink(BatchingConfig config) {
        this.config = checkNotNull(config);
    }

    /** Makes the encoder of a subtask. */
    protected abstract ElementEncoder<InputT, E> createEncoder(WriterInitContext context)
            throws IOException;

    /** Opens the connection of a subtask. */
    protected abstract BatchWriter<E> createBatchWriter(WriterInitContext context)
            throws IOException;

    /** When batches are written; a sink whose input ends may want larger ones. */
    protected BatchingConfig batchingConfig() {
        return config;
    }

    @Override
    public SinkWriter<InputT> createWriter(WriterInitContext context) throws IOException {
        BatchWriter<E> batchWriter = createBatchWriter(context);
        try {
            return new BatchingSinkWriter<>(
                    context, batchingConfig(), createEncoder(context), batchWriter);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeQuietly(batchWriter);
            throw e;
        }
    }
}
