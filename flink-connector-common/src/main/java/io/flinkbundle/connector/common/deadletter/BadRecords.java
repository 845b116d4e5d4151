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

package io.flinkbundle.connector.common.deadletter;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.metrics.Counter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;

/**
 * Deals with the bad records of one subtask as {@link BadRecordHandling} says.
 *
 * <pre>{@code
 * BadRecords badRecords = BadRecords.open(handling, "redis-streams", subtask, counter);
 * badRecords.reject("field 'price' is no number", payload); // fails, skips or writes
 * badRecords.flush();                                        // at each checkpoint
 * }</pre>
 *
 * <p>Dead letters are at-least-once: a record that is read again after a failure is written again.
 * Not thread-safe.
 */
@PublicEvolving
public final class BadRecords implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(BadRecords.class);
    private static final int LOGGED_RECORDS = 10;

    private final BadRecordHandling handling;
    private final String connector;
    private final int subtask;
    private final Counter counter;
    private final DeadLetterWriter letters;
    private long seen;

    private BadRecords(BadRecordHandling handling, String connector, int subtask, Counter counter) {
        this.handling = handling;
        this.connector = connector;
        this.subtask = subtask;
        this.counter = counter;
        this.letters =
                handling.deadLetterTarget()
                        .map(target -> target.open(connector, subtask))
                        .orElse(null);
    }

    /**
     * @param handling what to do with bad records
     * @param connector the identifier of the connector; part of the file names
     * @param subtask the index of the subtask
     * @param counter counts the bad records, whatever happens to them
     */
    public static BadRecords open(
            BadRecordHandling handling, String connector, int subtask, Counter counter) {
        return new BadRecords(handling, connector, subtask, counter);
    }

    /**
     * Deals with one bad record.
     *
     * @param reason what is wrong with it, as a clause without a full stop and without secrets
     * @param payload the record as it came, or its best rendering
     * @throws BadRecordException if the policy is to fail
     * @throws IOException if the dead letter cannot be written
     */
    public void reject(String reason, byte[] payload) throws IOException {
        counter.inc();
        if (handling.policy() == BadRecordPolicy.FAIL) {
            throw new BadRecordException(
                    "A record of connector '"
                            + connector
                            + "' is bad: "
                            + reason
                            + ". To go on without such records, set 'scan.on-malformed' (source) or"
                            + " 'sink.on-rejected' (sink) to 'skip' or 'dead-letter'.");
        }
        if (seen++ < LOGGED_RECORDS) {
            LOG.warn(
                    "Bad record no. {} of connector '{}', subtask {}: {}. {}",
                    seen,
                    connector,
                    subtask,
                    reason,
                    seen == LOGGED_RECORDS ? "Further ones are counted, not logged." : "");
        }
        if (letters != null) {
            letters.write(new DeadLetter(connector, subtask, Instant.now(), reason, payload));
        }
    }

    /** Makes the dead letters written so far durable; to be called at each checkpoint. */
    public void flush() throws IOException {
        if (letters != null) {
            letters.commit();
        }
    }

    @Override
    public void close() throws IOException {
        if (letters != null) {
            letters.close();
        }
    }
}
