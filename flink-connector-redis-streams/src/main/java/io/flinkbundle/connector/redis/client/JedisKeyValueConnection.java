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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Pipelines: all commands, then all answers. */
@Internal
final class JedisKeyValueConnection implements KeyValueConnection {

    private static final String READ = "read";
    private static final String WRITE = "write";

    private final KeyLink link;
    private final TypeGuard guard;

    JedisKeyValueConnection(KeyLink link) {
        this.link = link;
        this.guard = new TypeGuard(this::read, link.errors());
    }

    @Override
    public List<Object> read(List<KeyCommand> commands) throws IOException {
        Object[] answers = link.exchange(READ, commands);
        for (Object answer : answers) {
            if (answer instanceof IOException failure
                    && !(failure instanceof RefusedCommandException)) {
                throw failure;
            }
        }
        return Arrays.asList(answers);
    }

    @Override
    public WriteResult write(List<KeyCommand> commands) {
        List<Optional<RedisRequestException>> refusals;
        try {
            refusals = guard.check(commands);
        } catch (IOException e) {
            return new WriteResult(0, Optional.of(e), List.of());
        }
        Object[] answers = link.exchange(WRITE, TypeGuard.allowed(commands, refusals));
        List<WriteResult.Rejection> rejections = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < commands.size(); i++) {
            Object answer =
                    refusals.isEmpty() || refusals.get(i).isEmpty()
                            ? answers[next++]
                            : refusals.get(i).get();
            if (answer instanceof RefusedCommandException refused) {
                rejections.add(new WriteResult.Rejection(commands.get(i), refused));
            } else if (answer instanceof IOException failure) {
                return new WriteResult(i, Optional.of(failure), rejections);
            }
        }
        return new WriteResult(commands.size(), Optional.empty(), rejections);
    }

    @Override
    public KeyPage scan(KeyScan scan, String cursor) throws IOException {
        return link.scan(scan, cursor);
    }

    @Override
    public void close() {
        link.close();
    }
}
