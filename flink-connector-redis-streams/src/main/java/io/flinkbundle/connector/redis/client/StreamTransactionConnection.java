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

    /** What became of a transaction. */
    enum Outcome {
        /** All entries were appended. */
        EXECUTED,
        /** The marker tells which entries were refused. */
        EXECUTED_IN_PART,
        /** Nothing was done, because somebody has changed the marker. */
        NOT_EXECUTED
    }

    /** Stands in a marker before the numbers of the entries that were refused. */
    char REFUSED = '!';

    /**
     * Appends entries and sets the marker, in one transaction.
     *
     * @param commands encoded appends to one stream, whose ids the server chooses, one after the
     *     other
     * @param entries how many they are
     * @param marker the key that was given to {@link #begin}
     * @param value its new value
     * @param retention how long the marker stays
     */
    Outcome append(byte[] commands, int entries, String marker, String value, Duration retention)
            throws IOException;

    /**
     * The same for appends some of whose ids the producer chose. Those that the server refuses for
     * their ids are left out, and the marker tells which they are, together with the appends: its
     * value is followed by {@link #REFUSED} and their numbers from 0, separated by commas. So that
     * nobody forgets them it stays that way until {@link #setMarker}.
     */
    Outcome appendChosenIds(
            byte[] commands, String stream, String marker, String value, Duration retention)
            throws IOException;

    /**
     * Sets the marker only.
     *
     * @return whether it was set; if not, somebody has changed it since {@link #begin}
     */
    boolean setMarker(String marker, String value, Duration retention) throws IOException;

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
