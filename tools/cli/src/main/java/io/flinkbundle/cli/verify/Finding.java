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

package io.flinkbundle.cli.verify;

import io.flinkbundle.cli.output.KnownSecrets;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * One thing that a person should know about a script.
 *
 * @param severity how much it matters
 * @param line the line of the file that it is about
 * @param subject what it is about, such as {@code table 'orders' (redis)}
 * @param topic one word for filters: syntax, option, type, schema, guarantee, jar, secret ...
 * @param message what is wrong
 * @param hints what to do about it
 */
@Internal
public record Finding(
        Severity severity,
        int line,
        String subject,
        String topic,
        String message,
        List<String> hints) {

    public Finding {
        message = KnownSecrets.hide(message);
        hints = hints.stream().map(KnownSecrets::hide).toList();
    }

    /** The finding as people read it; the first line is one that editors can jump to. */
    public String render(String file) {
        StringBuilder text =
                new StringBuilder("%s:%d: %s  %s%n".formatted(file, line, severity, subject));
        message.lines().forEach(each -> text.append("    ").append(each).append('\n'));
        for (String hint : hints) {
            hint.lines().forEach(each -> text.append("    ").append(each).append('\n'));
        }
        return text.toString();
    }
}
