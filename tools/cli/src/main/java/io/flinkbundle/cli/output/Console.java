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

import org.apache.flink.annotation.Internal;

import com.google.gson.GsonBuilder;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Where a command writes: results to one stream, everything else to the other, secrets to none. */
@Internal
public final class Console {

    private final PrintWriter out;
    private final PrintWriter err;

    private Console(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** The console of a command. */
    public static Console of(CommandLine commandLine) {
        return new Console(commandLine.getOut(), commandLine.getErr());
    }

    /** A line of the result. */
    public void result(String line) {
        out.println(KnownSecrets.hide(line));
        out.flush();
    }

    /** A result that is text with its own line breaks. */
    public void resultText(String text) {
        out.print(KnownSecrets.hide(text));
        out.flush();
    }

    /** The whole result as one JSON document. */
    public void json(Object result) {
        result(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(result));
    }

    /** A line that is not part of the result: progress, or what went wrong. */
    public void error(String line) {
        err.println(KnownSecrets.hide(line));
        err.flush();
    }

    /** For those who asked for it. */
    public void stackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        error(trace.toString());
    }
}
