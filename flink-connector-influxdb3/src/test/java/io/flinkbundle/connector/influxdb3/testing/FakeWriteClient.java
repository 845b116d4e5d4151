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

package io.flinkbundle.connector.influxdb3.testing;

import io.flinkbundle.connector.influxdb3.client.LineBuffer;
import io.flinkbundle.connector.influxdb3.client.WriteClient;
import io.flinkbundle.connector.influxdb3.client.WriteReply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers the lines of each request, and answers as it is told; by default it stores all. */
public final class FakeWriteClient implements WriteClient {

    /** What a request meets. */
    @FunctionalInterface
    public interface Answer {
        WriteReply to(List<String> lines) throws IOException, InterruptedException;
    }

    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
    private volatile Answer otherwise = lines -> WriteReply.STORED;
    private volatile boolean closed;

    /** Answers the next request that has no answer yet. */
    public FakeWriteClient next(Answer answer) {
        next.add(answer);
        return this;
    }

    /** Answers all other requests. */
    public FakeWriteClient otherwise(Answer answer) {
        otherwise = answer;
        return this;
    }

    /** The lines of each request so far. */
    public List<List<String>> requests() {
        return requests;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void verify() {}

    @Override
    public WriteReply write(LineBuffer buffer, int from, int to)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (int line = from; line < to; line++) {
            lines.add(new String(buffer.line(line), StandardCharsets.UTF_8));
        }
        requests.add(lines);
        Answer answer = next.poll();
        return (answer != null ? answer : otherwise).to(lines);
    }

    @Override
    public void close() {
        closed = true;
    }
}
