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

package io.flinkbundle.cli;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;

/** Makes one readable text of an exception. */
@Internal
public final class Failures {

    private Failures() {}

    /**
     * The messages from the outside in, each once, without class names where there is a message.
     */
    public static String explain(Throwable failure) {
        if (failure instanceof CommandFailedException) {
            return failure.getMessage();
        }
        List<String> messages = new ArrayList<>();
        for (Throwable each : chain(failure)) {
            String message = messageOf(each);
            // Wrapping exceptions repeat their cause's text: the innermost telling is the best one.
            messages.removeIf(earlier -> earlier.contains(message));
            if (messages.stream().noneMatch(message::contains)) {
                messages.add(message);
            }
        }
        return String.join(": ", messages);
    }

    /** The message of what started it all. */
    public static String innermost(Throwable failure) {
        List<Throwable> chain = chain(failure);
        return messageOf(chain.get(chain.size() - 1));
    }

    /** The failure and its causes, outermost first. */
    public static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = failure; each != null && !chain.contains(each); ) {
            chain.add(each);
            each = each.getCause();
        }
        return chain;
    }

    /** The message of one exception, without its causes. */
    public static String messageOf(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return failure instanceof LinkageError || failure instanceof ClassNotFoundException
                ? failure.getClass().getSimpleName() + " " + message.strip()
                : message.strip();
    }
}
