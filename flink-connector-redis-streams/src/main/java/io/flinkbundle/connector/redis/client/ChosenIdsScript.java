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

import java.time.Duration;

/**
 * Appends entries with ids that a producer chose, and sets a marker that tells which of them were
 * refused. A transaction cannot do that: it goes on after a refusal, and whoever loses its answer
 * never learns what is missing.
 *
 * @see <a href="https://redis.io/docs/latest/develop/programmability/eval-intro/">Scripts</a>
 */
@Internal
final class ChosenIdsScript {

    /** More fields than that do not fit on the stack of a script. */
    static final int MAX_ARGUMENTS = 7000;

    /**
     * Keys: the marker, the stream. Arguments: the value of the marker, its milliseconds, and for
     * each entry the number of the arguments that follow, which are its command.
     *
     * <p>Answers how many entries were refused; nil if the stream does not exist and is not to be
     * created. What would refuse any entry is answered as it is; then nothing was appended, and the
     * marker is as it was.
     */
    private static final String TEXT =
            """
            local refused, added, number, at = {}, 0, 0, 3
            while at <= #ARGV do
              local size = tonumber(ARGV[at])
              local reply = {err = 'ERR the ID has too many fields'}
              if size <= %d then reply = redis.pcall(unpack(ARGV, at + 1, at + size)) end
              if type(reply) == 'table' and reply.err then
                if added == 0 and not string.find(reply.err, '^ERR .*ID') then return reply end
                refused[#refused + 1] = number
              elseif not reply then
                return false
              else
                added = added + 1
              end
              number, at = number + 1, at + size + 1
            end
            local value = ARGV[1]
            if #refused > 0 then value = value .. '%s' .. table.concat(refused, ',') end
            redis.call('SET', KEYS[1], value, 'PX', ARGV[2])
            return #refused
            """
                    .formatted(MAX_ARGUMENTS, StreamTransactionConnection.REFUSED);

    private static final byte[] EVAL = Utf8.bytes("EVAL");
    private static final byte[] SCRIPT = Utf8.bytes(TEXT);
    private static final byte[] KEYS = Utf8.bytes("2");

    private ChosenIdsScript() {}

    /** The call of the script as it goes over the wire. */
    static byte[] call(
            byte[] commands, String stream, String marker, String value, Duration retention) {
        byte[][] arguments = {
            EVAL,
            SCRIPT,
            KEYS,
            Utf8.bytes(marker),
            Utf8.bytes(stream),
            Utf8.bytes(value),
            Utf8.bytes(Long.toString(retention.toMillis()))
        };
        int bound = commands.length + CommandFrame.LONGEST_MARKER;
        for (byte[] argument : arguments) {
            bound += argument.length + CommandFrame.LONGEST_MARKER + 2;
        }
        int count = arguments.length;
        for (int at = 0; at < commands.length; at = CommandFrame.endOf(commands, at)) {
            int next = CommandFrame.indexAfterLine(commands, at);
            count += 1 + CommandFrame.number(commands, at, next);
            bound += 2 * CommandFrame.LONGEST_MARKER;
        }
        CommandFrame call = new CommandFrame(bound);
        call.marker('*', count);
        for (byte[] argument : arguments) {
            call.text(argument);
        }
        for (int at = 0; at < commands.length; ) {
            int first = CommandFrame.indexAfterLine(commands, at);
            int end = CommandFrame.endOf(commands, at);
            call.text(Utf8.bytes(Integer.toString(CommandFrame.number(commands, at, first))));
            call.raw(commands, first, end - first);
            at = end;
        }
        return call.toBytes();
    }
}
