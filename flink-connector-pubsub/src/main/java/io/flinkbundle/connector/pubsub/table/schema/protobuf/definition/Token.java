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

package io.flinkbundle.connector.pubsub.table.schema.protobuf.definition;

import org.apache.flink.annotation.Internal;

/**
 * A piece of a definition.
 *
 * @param text as it was written; of a text what stands between the quotes, escapes included
 * @param line from 1
 * @param column from 1, in characters
 */
@Internal
record Token(Kind kind, String text, int line, int column) {

    enum Kind {
        WORD,
        INTEGER,
        FLOAT,
        TEXT,
        SYMBOL,
        END
    }

    /** Whether it is this word or symbol, and not a text that reads so. */
    boolean is(String wordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(wordOrSymbol);
    }

    /** For messages. */
    String description() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "\"" + text + "\"";
            default -> "'" + text + "'";
        };
    }
}
