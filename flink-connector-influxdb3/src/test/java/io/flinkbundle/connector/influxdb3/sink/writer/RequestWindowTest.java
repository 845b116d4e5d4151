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

package io.flinkbundle.connector.influxdb3.sink.writer;

import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.client.LineBuffer;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class RequestWindowTest {

    private static final Supplier<LineBuffer> BUFFERS =
            () -> new LineBuffer(ApiVersion.V3, TimePrecision.SECONDS);

    @Test
    void hasAsManyBuffersUnderWayAsItIsWide() throws Exception {
        CyclicBarrier together = new CyclicBarrier(3);
        try (RequestWindow window =
                new RequestWindow("test", 3, BUFFERS, buffer -> together.await())) {
            for (int i = 0; i < 9; i++) {
                window.submit(window.emptyBuffer());
            }
            window.drain();
        }

        assertThat(together.getNumberWaiting()).isZero();
    }

    @Test
    void isFullUntilOneIsDone() throws Exception {
        Semaphore mayEnd = new Semaphore(0);
        try (RequestWindow window =
                new RequestWindow("test", 1, BUFFERS, buffer -> mayEnd.acquire())) {
            assertThat(window.isFull()).isFalse();
            window.submit(window.emptyBuffer());
            assertThat(window.isFull()).isTrue();
            mayEnd.release();
            window.drain();
            assertThat(window.isFull()).isFalse();
        }
    }

    @Test
    void usesItsBuffersAgain() throws Exception {
        Set<LineBuffer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        try (RequestWindow window = new RequestWindow("test", 2, BUFFERS, buffer -> {})) {
            for (int i = 0; i < 100; i++) {
                LineBuffer buffer = window.emptyBuffer();
                assertThat(buffer.lines()).isZero();
                seen.add(buffer);
                window.submit(buffer);
                window.drain();
            }
        }

        assertThat(seen).hasSize(1);
    }

    @Test
    void failsAfterTheFirstFailureForEver() throws Exception {
        RequestWindow.Handler failing =
                buffer -> {
                    throw new IOException("no");
                };
        try (RequestWindow window = new RequestWindow("test", 2, BUFFERS, failing)) {
            window.submit(window.emptyBuffer());

            assertThatThrownBy(window::drain).isInstanceOf(IOException.class).hasMessage("no");
            assertThatThrownBy(window::check).hasMessage("no");
            assertThatThrownBy(() -> window.submit(window.emptyBuffer())).hasMessage("no");
            assertThat(window.isFull()).isFalse();
        }
    }

    @Test
    void interruptsWhatIsUnderWayWhenItIsClosed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (RequestWindow window =
                new RequestWindow(
                        "test",
                        1,
                        BUFFERS,
                        buffer -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                        })) {
            window.submit(window.emptyBuffer());
            begun.await();
        }

        interrupted.await();
    }
}
