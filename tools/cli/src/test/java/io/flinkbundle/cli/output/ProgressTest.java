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

package io.flinkbundle.cli.output;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    @Command
    private static final class Nothing {}

    private final StringWriter err = new StringWriter();

    @Test
    void saysWhatTakesLong() {
        CountDownLatch said = new CountDownLatch(1);
        Writer watched =
                new Writer() {
                    @Override
                    public void write(char[] text, int offset, int length) {
                        err.write(text, offset, length);
                    }

                    @Override
                    public void flush() {
                        said.countDown();
                    }

                    @Override
                    public void close() {
                        // It holds nothing.
                    }
                };

        boolean waited =
                new Progress(console(watched), Duration.ZERO)
                        .during("planning a.sql", () -> await(said));

        assertThat(waited).isTrue();
        assertThat(err.toString()).isEqualTo("... planning a.sql\n");
    }

    @Test
    void isSilentAboutWhatEndsSoon() {
        int result =
                new Progress(console(err), Duration.ofDays(1)).during("planning a.sql", () -> 7);

        assertThat(result).isEqualTo(7);
        assertThat(err.toString()).isEmpty();
    }

    private static boolean await(CountDownLatch said) {
        try {
            return said.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Console console(Writer err) {
        return Console.of(new CommandLine(new Nothing()).setErr(new PrintWriter(err)));
    }
}
