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
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * The base class for a sink of your own: it collects records into batches and hands them to a
 * {@link BatchWriter}.
 *
 * <ul>
 *   <li>A batch is written when it is full, when it is old, and before each checkpoint completes,
 *       so nothing is lost; after a failure the records since the last checkpoint are written again
 *       (at-least-once).
 *   <li>One batch is written on an I/O thread while the next one fills; batches keep their order.
 *   <li>A {@link BackpressureException} or a {@link RetryableIOException} keeps the batch: it is
 *       written again after a pause, and meanwhile Flink slows down its sources.
 * </ul>
 *
 * <pre>{@code
 * public class AuditSink extends BatchingSink<String> {
 *     public AuditSink() {
 *         super(BatchingConfig.DEFAULT.withMaxRows(500));
 *     }
 *
 *     public BatchWriter<String> createBatchWriter(WriterInitContext context) {
 *         return lines -> AuditLog.append(lines);
 *     }
 * }
 * }</pre>
 *
 * <p>The class is serialized with the job; it must be serializable, and the connection is opened in
 * {@link #createBatchWriter}, once for each subtask.
 *
 * @param <T> the records of the sink
 */
@PublicEvolving
public abstract class BatchingSink<T> extends EncodingBatchingSink<T, T> {

    private static final long serialVersionUID = 1L;

    protected BatchingSink(BatchingConfig config) {
        super(config);
    }

    @Override
    protected ElementEncoder<T, T> createEncoder(WriterInitContext context) {
        if (!context.isObjectReuseEnabled()) {
            return (record, recordContext, out) -> out.accept(record);
        }
        TypeSerializer<T> serializer = context.createInputSerializer();
        return (record, recordContext, out) -> out.accept(serializer.copy(record));
    }
}
