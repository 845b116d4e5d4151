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

package io.flinkbundle.cli.explain;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * A failure in words for the person who wrote the statement.
 *
 * @param topic one word for what it is about
 * @param message what is wrong
 * @param hints what to do about it
 * @param anchor a text in the statement that the failure is about, or empty
 */
@Internal
public record Explanation(String topic, String message, List<String> hints, String anchor) {

    static Explanation of(String topic, String message, String... hints) {
        return new Explanation(topic, message, List.of(hints), "");
    }

    Explanation at(String text) {
        return new Explanation(topic, message, hints, text);
    }

    Explanation withHints(List<String> others) {
        return new Explanation(topic, message, others, anchor);
    }
}
