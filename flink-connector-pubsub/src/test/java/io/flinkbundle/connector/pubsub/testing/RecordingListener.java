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

package io.flinkbundle.connector.pubsub.testing;

import io.flinkbundle.connector.pubsub.client.PullListener;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullResponse;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps what a stream delivers until the test asks for it. */
public final class RecordingListener implements PullListener {

    private static final int TIMEOUT_SECONDS = 30;

    private final BlockingQueue<ReceivedMessage> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Optional<IOException>> end = new CompletableFuture<>();

    @Override
    public void onResponse(StreamingPullResponse response) {
        messages.addAll(response.getReceivedMessagesList());
    }

    @Override
    public void onEnd(Optional<IOException> failure) {
        end.complete(failure);
    }

    public ReceivedMessage next() throws InterruptedException {
        ReceivedMessage message = messages.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        assertThat(message).as("a message of the stream").isNotNull();
        return message;
    }

    /** How many messages came and were not asked for by the test. */
    public int unread() {
        return messages.size();
    }

    public Optional<IOException> end() throws Exception {
        return end.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
