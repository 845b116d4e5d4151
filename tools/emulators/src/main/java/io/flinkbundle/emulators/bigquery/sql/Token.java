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

package io.flinkbundle.emulators.bigquery.sql;

import org.apache.flink.annotation.Internal;

/**
 * A word of GoogleSQL.
 *
 * @param text of strings what they mean, of everything else what is written
 * @param joined whether it follows the one before without a space
 */
@Internal
record Token(Kind kind, String text, boolean joined) {

    enum Kind {
        WORD,
        QUOTED,
        STRING,
        BYTES,
        NUMBER,
        PARAMETER,
        SYMBOL,
        END
    }

    static final Token END = new Token(Kind.END, "", false);

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }
}
