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

import redis.clients.jedis.exceptions.JedisDataException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the types of keys before guarded commands are sent: Redis goes on with a transaction
 * after a command that failed, and the rest of it must not meet a key that holds something else.
 */
@Internal
final class TypeGuard {

    private static final String MISSING = "none";

    /** Asks the server. */
    interface Reader {
        List<Object> read(List<KeyCommand> commands) throws IOException;
    }

    private final Reader reader;
    private final RedisErrors errors;

    TypeGuard(Reader reader, RedisErrors errors) {
        this.reader = reader;
        this.errors = errors;
    }

    /**
     * @return why each command must not be sent, in their order; no list at all if none is guarded
     */
    List<Optional<RedisRequestException>> check(List<KeyCommand> commands) throws IOException {
        List<KeyCommand> questions = new ArrayList<>();
        for (KeyCommand command : commands) {
            if (command.isGuarded()) {
                questions.add(KeyReads.type(command.key()));
            }
        }
        if (questions.isEmpty()) {
            return List.of();
        }
        List<Object> types = reader.read(questions);
        List<Optional<RedisRequestException>> refusals = new ArrayList<>(commands.size());
        int next = 0;
        for (KeyCommand command : commands) {
            refusals.add(
                    command.isGuarded() ? refusal(command, types.get(next++)) : Optional.empty());
        }
        return refusals;
    }

    private Optional<RedisRequestException> refusal(KeyCommand command, Object answer) {
        String type = new String((byte[]) answer, StandardCharsets.US_ASCII);
        if (type.equals(MISSING) || type.equals(command.guard())) {
            return Optional.empty();
        }
        return Optional.of(
                errors.refused(
                        "write " + command.keyText(),
                        new JedisDataException(
                                "WRONGTYPE The key holds a "
                                        + type
                                        + ", not a "
                                        + command.guard())));
    }

    /** The commands that may be sent. */
    static List<KeyCommand> allowed(
            List<KeyCommand> commands, List<Optional<RedisRequestException>> refusals) {
        if (refusals.stream().allMatch(Optional::isEmpty)) {
            return commands;
        }
        List<KeyCommand> allowed = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            if (refusals.get(i).isEmpty()) {
                allowed.add(commands.get(i));
            }
        }
        return allowed;
    }
}
