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

package io.flinkbundle.connector.redis.testing;

import io.flinkbundle.connector.redis.client.KeyCommand;
import io.flinkbundle.connector.redis.client.KeyPage;
import io.flinkbundle.connector.redis.client.KeyScan;
import io.flinkbundle.connector.redis.client.KeyValueClient;
import io.flinkbundle.connector.redis.client.KeyValueConnection;
import io.flinkbundle.connector.redis.client.WriteResult;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Answers as a server with keys would, or as a test says. Commands are seen as their text. */
public final class FakeKeys implements KeyValueClient {

    private static final long serialVersionUID = 1L;

    /** What was asked together. */
    public final transient List<List<String>> asked = new CopyOnWriteArrayList<>();

    /** What was written together. */
    public final transient List<List<String>> written = new CopyOnWriteArrayList<>();

    /** The cursors of all scans. */
    public final transient List<String> cursors = new ArrayList<>();

    /** What each question is answered with; nil where nothing is said. */
    public final transient Map<String, Object> answers = new ConcurrentHashMap<>();

    /** What the next connections, the next questions and the next scans fail with. */
    public final transient Queue<IOException> connectFailures = new ArrayDeque<>();

    public final transient Queue<Exception> readFailures = new ConcurrentLinkedQueue<>();
    public final transient Queue<IOException> scanFailures = new ArrayDeque<>();

    /** What the next scans find. */
    public final transient Queue<KeyPage> pages = new ArrayDeque<>();

    public transient int opened;
    public transient int closed;

    private transient Function<List<KeyCommand>, WriteResult> nextWrite;
    private transient Runnable beforeAnswers = () -> {};

    /** Decides what becomes of the next commands that are written; those after it are done. */
    public void answerNextWrite(Function<List<KeyCommand>, WriteResult> answer) {
        nextWrite = answer;
    }

    /** Runs when questions have come in and before they are answered. */
    public void beforeAnswers(Runnable action) {
        beforeAnswers = action;
    }

    @Override
    public KeyValueConnection openKeyValues() throws IOException {
        if (!connectFailures.isEmpty()) {
            throw connectFailures.remove();
        }
        opened++;
        return new FakeConnection();
    }

    @Override
    public String address() {
        return "fake:6379";
    }

    private static List<String> textsOf(List<KeyCommand> commands) {
        return commands.stream().map(command -> new String(command.describe(), UTF_8)).toList();
    }

    private final class FakeConnection implements KeyValueConnection {

        @Override
        public List<Object> read(List<KeyCommand> commands) throws IOException {
            asked.add(textsOf(commands));
            beforeAnswers.run();
            Exception failure = readFailures.poll();
            if (failure instanceof IOException unreadable) {
                throw unreadable;
            }
            if (failure instanceof RuntimeException bug) {
                throw bug;
            }
            List<Object> all = new ArrayList<>();
            textsOf(commands).forEach(command -> all.add(answers.get(command)));
            return all;
        }

        @Override
        public WriteResult write(List<KeyCommand> commands) {
            written.add(textsOf(commands));
            Function<List<KeyCommand>, WriteResult> answer = nextWrite;
            nextWrite = null;
            return answer == null
                    ? new WriteResult(commands.size(), Optional.empty(), List.of())
                    : answer.apply(commands);
        }

        @Override
        public KeyPage scan(KeyScan scan, String cursor) throws IOException {
            cursors.add(cursor);
            if (!scanFailures.isEmpty()) {
                throw scanFailures.remove();
            }
            return pages.remove();
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
