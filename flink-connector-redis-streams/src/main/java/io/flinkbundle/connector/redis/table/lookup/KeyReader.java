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

package io.flinkbundle.connector.redis.table.lookup;

import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.KeyCommand;
import io.flinkbundle.connector.redis.client.KeyPage;
import io.flinkbundle.connector.redis.client.KeyScan;
import io.flinkbundle.connector.redis.client.KeyValueConnection;
import io.flinkbundle.connector.redis.client.Reasons;
import io.flinkbundle.connector.redis.client.RefusedCommandException;
import io.flinkbundle.connector.redis.table.converter.ValueReader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the rows of keys over a connection of its own, which is opened when it is needed and
 * dropped after a failure. For one thread; {@link #close()} ends a call of another.
 */
@Internal
final class KeyReader implements Closeable {

    private final LookupConfig config;
    private final ValueReader values;
    private final BadRecords malformed;

    private volatile KeyValueConnection connection;
    private volatile boolean closed;

    private KeyReader(LookupConfig config, BadRecords malformed) {
        this.config = config;
        this.values = config.values();
        this.malformed = malformed;
    }

    /**
     * @param metrics counts what cannot be read
     */
    static KeyReader open(
            LookupConfig config, MetricGroup metrics, ClassLoader classLoader, int subtask)
            throws Exception {
        config.values().open(new ReaderContext(metrics, classLoader));
        return new KeyReader(
                config,
                BadRecords.open(
                        config.onMalformed(),
                        LookupConfig.CONNECTOR,
                        subtask,
                        metrics.counter("malformed")));
    }

    /** Opens the connection now, so that what is wrong with it is known before the first key. */
    void connect() throws IOException {
        connection();
    }

    /** What has to be asked for a key. May be called by any thread. */
    KeyCommand question(byte[] key) {
        return values.question(key);
    }

    /**
     * Answers questions.
     *
     * @return the rows of each key, in the order of the questions
     * @throws io.flinkbundle.connector.redis.client.RedisUnavailableException if another attempt
     *     may succeed
     */
    List<List<RowData>> read(List<KeyCommand> questions) throws IOException {
        List<Object> answers;
        try {
            answers = connection().read(questions);
            askAgain(questions, answers);
        } catch (IOException e) {
            disconnect();
            throw e;
        }
        List<List<RowData>> rows = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            rows.add(rows(questions.get(i).key(), answers.get(i)));
        }
        return rows;
    }

    private void askAgain(List<KeyCommand> questions, List<Object> answers) throws IOException {
        List<KeyCommand> again = new ArrayList<>(0);
        List<Integer> places = new ArrayList<>(0);
        for (int i = 0; i < answers.size(); i++) {
            Optional<KeyCommand> second =
                    values.secondQuestion(questions.get(i).key(), answers.get(i));
            if (second.isPresent()) {
                again.add(second.get());
                places.add(i);
            }
        }
        if (again.isEmpty()) {
            return;
        }
        List<Object> secondAnswers = connection().read(again);
        for (int i = 0; i < secondAnswers.size(); i++) {
            answers.set(places.get(i), secondAnswers.get(i));
        }
    }

    private List<RowData> rows(byte[] key, Object answer) throws IOException {
        try {
            if (answer instanceof RefusedCommandException refused) {
                throw refused;
            }
            return values.rows(key, answer);
        } catch (IOException | RuntimeException e) {
            String name = new String(key, StandardCharsets.UTF_8);
            malformed.reject("key '" + name + "' cannot be read: " + Reasons.of(e), key);
            return List.of();
        }
    }

    /** Looks for keys; see {@link KeyValueConnection#scan}. */
    KeyPage scan(KeyScan scan, String cursor) throws IOException {
        try {
            return connection().scan(scan, cursor);
        } catch (IOException e) {
            disconnect();
            throw e;
        }
    }

    private KeyValueConnection connection() throws IOException {
        refuseIfClosed();
        KeyValueConnection open = connection;
        if (open == null) {
            open = config.client().openKeyValues();
            connection = open;
            if (closed) {
                // Closing may have missed this connection.
                disconnect();
                refuseIfClosed();
            }
        }
        return open;
    }

    private void refuseIfClosed() throws IOException {
        if (closed) {
            throw new IOException("The reader of Redis keys is closed.");
        }
    }

    private void disconnect() {
        KeyValueConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}
