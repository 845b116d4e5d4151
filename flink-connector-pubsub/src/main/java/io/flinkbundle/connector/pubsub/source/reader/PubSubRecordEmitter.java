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

package io.flinkbundle.connector.pubsub.source.reader;

import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.pubsub.client.SchemaUnavailableException;
import io.flinkbundle.connector.pubsub.source.PubSubDeserializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.util.Collector;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes messages apart and emits their records. Task thread only. */
@Internal
final class PubSubRecordEmitter<T> implements RecordEmitter<ReceivedMessage, T, SplitState> {

    private final PubSubDeserializationSchema<T> schema;
    private final EventTime eventTime;
    private final long recordLimit;
    private final BadRecords badRecords;
    private final ReaderMetrics metrics;
    private final Consumer<SplitState> enough;
    private final Buffer<T> buffer = new Buffer<>();
    private final Delivery delivery = new Delivery();

    /**
     * @param recordLimit how many records a split emits at most; zero means without limit
     * @param enough is told when a split has emitted so many
     */
    PubSubRecordEmitter(
            PubSubDeserializationSchema<T> schema,
            EventTime eventTime,
            long recordLimit,
            BadRecords badRecords,
            ReaderMetrics metrics,
            Consumer<SplitState> enough) {
        this.schema = schema;
        this.eventTime = eventTime;
        this.recordLimit = recordLimit;
        this.badRecords = badRecords;
        this.metrics = metrics;
        this.enough = enough;
    }

    @Override
    public void emitRecord(ReceivedMessage received, SourceOutput<T> output, SplitState state)
            throws IOException {
        if (recordLimit > 0 && state.records() >= recordLimit) {
            // What comes behind the limit was not read: it is given back.
            return;
        }
        PubsubMessage message = received.getMessage();
        metrics.bytesRead(message.getData().size());
        delivery.subscription = state.split().subscription();
        delivery.attempt = received.getDeliveryAttempt();
        int records = 0;
        if (deserialize(message)) {
            records = buffer.emit(output);
        }
        state.advance(records);
        if (recordLimit > 0 && state.records() >= recordLimit) {
            enough.accept(state);
        }
    }

    /** What follows in the job is not called in here: its failures are not the message's fault. */
    private boolean deserialize(PubsubMessage message) throws IOException {
        buffer.clear();
        try {
            buffer.timestamp = eventTime.millis(message);
            schema.deserialize(message, delivery, buffer);
            return true;
        } catch (SchemaUnavailableException e) {
            // Nothing is wrong with the message: to skip it would lose it.
            throw e;
        } catch (IOException | RuntimeException e) {
            badRecords.reject(
                    "message "
                            + message.getMessageId()
                            + " of "
                            + delivery.subscription
                            + " cannot be read: "
                            + reason(e),
                    message.getData().toByteArray());
            return false;
        }
    }

    private static String reason(Exception failure) {
        Throwable cause = failure;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Used again for each message. */
    private static final class Delivery implements PubSubDeserializationSchema.Delivery {

        private String subscription;
        private int attempt;

        @Override
        public String subscription() {
            return subscription;
        }

        @Override
        public int attempt() {
            return attempt;
        }
    }

    /** Holds the records of one message until all of them are there; mostly it is one. */
    private static final class Buffer<T> implements Collector<T> {

        private final List<T> others = new ArrayList<>();
        private T first;
        private int size;
        private long timestamp;

        @Override
        public void collect(T record) {
            if (size++ == 0) {
                first = record;
            } else {
                others.add(record);
            }
        }

        private int emit(SourceOutput<T> output) {
            if (size > 0) {
                output.collect(first, timestamp);
                for (int i = 0; i < others.size(); i++) {
                    output.collect(others.get(i), timestamp);
                }
            }
            return size;
        }

        private void clear() {
            first = null;
            size = 0;
            if (!others.isEmpty()) {
                others.clear();
            }
        }

        @Override
        public void close() {
            clear();
        }
    }
}
