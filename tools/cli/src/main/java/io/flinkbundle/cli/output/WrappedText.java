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

/** Breaks prose into lines that fit a terminal. */
@Internal
public final class WrappedText {

    private static final int WIDTH = 100;

    private WrappedText() {}

    /** The text in lines of at most 100 characters, each behind the indent and ended. */
    public static String of(String text, String indent) {
        StringBuilder wrapped = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.strip().split("\\s+")) {
            if (line.length() > indent.length() && line.length() + word.length() + 1 > WIDTH) {
                wrapped.append(line).append('\n');
                line = new StringBuilder(indent);
            }
            if (line.length() > indent.length()) {
                line.append(' ');
            }
            line.append(word);
        }
        return line.length() > indent.length()
                ? wrapped.append(line).append('\n').toString()
                : wrapped.toString();
    }
}
