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
import org.apache.flink.api.connector.sink2.SinkWriter;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Turns a record into the elements of a batch, on the task thread.
 *
 * <p>An element waits in the batch after this call returns, so it must not share memory with the
 * record, which Flink may use again.
 *
 * @param <InputT> the records of the sink
 * @param <E> the elements of a batch
 */
@FunctionalInterface
@PublicEvolving
public interface ElementEncoder<InputT, E> {

    /**
     * @param record the record
     * @param context its timestamp and the watermark
     * @param out takes none, one or many elements
     */
    void encode(InputT record, SinkWriter.Context context, Consumer<E> out) throws IOException;

    /** Called before a checkpoint is taken, when everything encoded so far is written. */
    default void flush() throws IOException {}

    /** Releases what the encoder holds. */
    default void close() throws IOException {}
}
