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

package io.flinkbundle.connector.pubsub.sink.writer;

import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.pubsub.client.PublishClient;
import io.flinkbundle.connector.pubsub.sink.PublishConfig;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.util.IOUtils;

import java.io.IOException;

/**
 * Collects messages, and has them sent when they are enough, when they are old, and at each
 * checkpoint.
 */
@Internal
public final class PubSubWriter<T> implements SinkWriter<T> {

    private final MessageEncoder<T> encoder;
    private final PublishQueue queue;
    private final BadRecords badRecords;
    private final PublishClient client;
    private final ProcessingTimeService timeService;
    private final int maxRows;
    private final long maxBytes;
    private final long intervalMillis;
    private final OpenMessages open = new OpenMessages();

    private long openSinceMillis;
    private boolean timerSet;

    public PubSubWriter(
            MessageEncoder<T> encoder,
            PublishQueue queue,
            PublishConfig config,
            BadRecords badRecords,
            PublishClient client,
            ProcessingTimeService timeService) {
        this.encoder = encoder;
        this.queue = queue;
        this.badRecords = badRecords;
        this.client = client;
        this.timeService = timeService;
        this.maxRows = config.maxRows();
        this.maxBytes = config.maxSize().getBytes();
        this.intervalMillis = config.interval().toMillis();
    }

    @Override
    public void write(T record, Context context) throws IOException, InterruptedException {
        boolean wasEmpty = open.count() == 0;
        encoder.encode(record, open);
        if (open.count() >= maxRows || open.bytes() >= maxBytes) {
            open.drain(queue::add);
            queue.awaitRoom();
        } else if (wasEmpty && open.count() > 0 && intervalMillis > 0) {
            openSinceMillis = timeService.getCurrentProcessingTime();
            setTimer();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        open.drain(queue::add);
        queue.drain();
        badRecords.flush();
    }

    private void setTimer() {
        if (!timerSet) {
            timerSet = true;
            timeService.registerTimer(openSinceMillis + intervalMillis, this::onTimer);
        }
    }

    private void onTimer(long time) {
        timerSet = false;
        if (open.count() == 0) {
            return;
        }
        if (timeService.getCurrentProcessingTime() - openSinceMillis >= intervalMillis) {
            open.drain(queue::add);
        } else {
            setTimer();
        }
    }

    @Override
    public void close() throws Exception {
        IOUtils.closeAll(queue, client, badRecords);
    }
}
