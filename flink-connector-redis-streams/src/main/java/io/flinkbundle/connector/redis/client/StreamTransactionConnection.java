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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.Internal;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One connection that appends entries together with a marker, all or none of them. Every call ends
 * within the timeouts of the {@link RedisConnectionOptions}, and fails with {@link
 * RedisUnavailableException} where another attempt on a new connection may succeed, with {@link
 * RedisRequestException} where it cannot. After a failure it is unknown whether a transaction was
 * executed; its marker tells. Not thread-safe.
 *
 * @see <a href="https://redis.io/docs/latest/develop/interact/transactions/">Transactions</a>
 */
@Internal
public interface StreamTransactionConnection extends Closeable {

    /**
     * What a transaction finds when it begins.
     *
     * @param marker the value of the marker; empty if it is not set
     * @param type the type of the stream's key; {@code "none"} if there is no such key
     */
    record Start(Optional<String> marker, String type) {}

    /**
     * Looks at marker and stream. The {@link #append} that follows is executed only if nobody has
     * changed the marker in between.
     */
    Start begin(String marker, String stream) throws IOException;

    /**
     * What became of a transaction.
     *
     * @param executed whether it was executed; if not, somebody has changed the marker
     * @param refused the entries that the server refused while it added the others, because their
     *     ids are not above those in the stream
     */
    record Outcome(boolean executed, List<Refusal> refused) {

        public static final Outcome NOT_EXECUTED = new Outcome(false, List.of());
        public static final Outcome EXECUTED = new Outcome(true, List.of());
    }

    /**
     * An entry that was refused.
     *
     * @param entry its number within the transaction, from 0
     */
    record Refusal(int entry, String reason) {}

    /**
     * Appends entries and sets the marker, in one transaction.
     *
     * @param commands encoded appends to one stream, one after the other
     * @param entries how many they are
     * @param marker the key that was given to {@link #begin}
     * @param value its new value
     * @param retention how long the marker stays
     */
    Outcome append(byte[] commands, int entries, String marker, String value, Duration retention)
            throws IOException;

    /**
     * Waits until replicas have what was committed, by whichever connection.
     *
     * @param marker of the transactions to wait for
     * @param retention how long the marker stays
     * @throws TooFewReplicasException if there are too few
     */
    void awaitReplicas(String marker, Duration retention, ReplicaWait wait) throws IOException;

    @Override
    void close();
}
