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

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Appends by pipelining: all commands, then all answers. */
@Internal
final class JedisWriterConnection implements StreamWriterConnection {

    private final WriterLink link;
    private final Connection connection;
    private final OutputStream output;
    private final RedisErrors errors;

    JedisWriterConnection(WriterLink link) {
        this.link = link;
        this.connection = link.connection();
        this.output = link.output();
        this.errors = link.errors();
    }

    @Override
    public AppendResult append(List<StreamAppend> appends) {
        Answers answers = new Answers(appends);
        try {
            for (StreamAppend append : appends) {
                output.write(append.frame());
            }
            output.flush();
            for (int i = 0; i < appends.size(); i++) {
                answers.next(read());
            }
            answers.acceptWhatIsThere();
        } catch (IOException e) {
            answers.broken(new JedisConnectionException(e));
        } catch (JedisException e) {
            answers.broken(e);
        }
        return answers.result();
    }

    @Override
    public void awaitReplicas(ReplicaWait wait) throws IOException {
        link.awaitReplicas(wait);
    }

    /** One by one, so that the answers before a broken link still count. */
    private Object read() {
        try {
            return connection.getOne();
        } catch (JedisDataException refused) {
            return refused;
        }
    }

    @Override
    public void close() {
        link.close();
    }

    /** Sorts the answers as they come. */
    private final class Answers {

        private final List<StreamAppend> appends;
        private final List<StreamAppend> unacknowledged = new ArrayList<>();
        private final List<AppendResult.Rejection> rejections = new ArrayList<>();
        private IOException failure;
        private int next;

        Answers(List<StreamAppend> appends) {
            this.appends = appends;
        }

        void next(Object answer) {
            StreamAppend append = appends.get(next++);
            if (answer == null) {
                // XADD with NOMKSTREAM says nil where the stream does not exist.
                rejections.add(
                        new AppendResult.Rejection(
                                append,
                                new RedisRequestException(
                                        "Stream '"
                                                + append.stream()
                                                + "' does not exist at Redis server "
                                                + errors.address()
                                                + ". Create it, or set 'sink.create-stream' to"
                                                + " true.",
                                        null)));
            } else if (answer instanceof JedisDataException refused) {
                refused(append, refused);
            }
        }

        private void refused(StreamAppend append, JedisDataException answer) {
            String what = "append to stream '" + append.stream() + "'";
            if (ServerError.concernsOneRequest(RedisErrors.messageOf(answer))) {
                rejections.add(new AppendResult.Rejection(append, errors.refused(what, answer)));
                return;
            }
            unacknowledged.add(append);
            if (failure == null) {
                failure = errors.of(what, answer);
            }
        }

        /**
         * An append whose answer was lost is sent again, and then refused if it has an id: the
         * entry is there. It is this one if it holds the same.
         */
        void acceptWhatIsThere() {
            rejections.removeIf(
                    rejection ->
                            rejection.append().hasWholeId()
                                    && rejection.reason().getCause()
                                            instanceof JedisDataException refused
                                    && ServerError.isIdTooSmall(RedisErrors.messageOf(refused))
                                    && isThere(rejection.append()));
        }

        private boolean isThere(StreamAppend append) {
            List<?> entries =
                    (List<?>)
                            connection.executeCommand(
                                    new CommandArguments(Command.XRANGE)
                                            .add(append.stream())
                                            .add(append.id())
                                            .add(append.id()));
            if (entries.isEmpty()) {
                return false;
            }
            List<?> there = (List<?>) ((List<?>) entries.get(0)).get(1);
            List<byte[]> meant = append.namesAndValues();
            boolean same = there.size() == meant.size();
            for (int i = 0; same && i < meant.size(); i++) {
                same = Arrays.equals((byte[]) there.get(i), meant.get(i));
            }
            return same;
        }

        /**
         * No answer is left to come: what has none yet is sent again, at the risk of a duplicate.
         */
        void broken(JedisException e) {
            unacknowledged.addAll(appends.subList(next, appends.size()));
            failure = errors.unavailable("append " + appends.size() + " entries", e);
        }

        AppendResult result() {
            return new AppendResult(unacknowledged, Optional.ofNullable(failure), rejections);
        }
    }
}
