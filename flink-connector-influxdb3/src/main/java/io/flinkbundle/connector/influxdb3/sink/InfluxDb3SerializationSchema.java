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

package io.flinkbundle.connector.influxdb3.sink;

import io.flinkbundle.connector.influxdb3.client.PointWriter;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.SerializationSchema;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * Turns a record into a point.
 *
 * <pre>{@code
 * InfluxDb3SerializationSchema<Reading> schema =
 *         (reading, point) ->
 *                 point.measurement(CLIMATE)
 *                         .tag(ROOM, reading.room())
 *                         .field(TEMPERATURE, reading.celsius())
 *                         .time(reading.takenAt());
 * }</pre>
 *
 * <p>The time should come from the record: a point that is written again after a failure then falls
 * upon itself. Called by the task thread only; one copy for each subtask.
 *
 * @param <T> the records
 */
@FunctionalInterface
@PublicEvolving
public interface InfluxDb3SerializationSchema<T> extends Serializable {

    /** Called once, before the first record. */
    default void open(SerializationSchema.InitializationContext context) throws Exception {}

    /**
     * Writes one point, with at least one field, to its end, which is its time.
     *
     * @throws IOException if the record cannot be written; what follows is the choice of the user,
     *     see {@link InfluxDb3SinkBuilder#setOnRejected}. An unchecked exception means the same,
     *     and so does a point without a field or without a time.
     */
    void serialize(T record, PointWriter point) throws IOException;

    /**
     * Renders a record that was rejected before it became a line, for its dead letter. By default
     * its {@code toString()} in UTF-8.
     */
    default byte[] describe(T record) {
        return String.valueOf(record).getBytes(StandardCharsets.UTF_8);
    }
}
