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

package io.flinkbundle.connector.common.options;

import org.apache.flink.annotation.PublicEvolving;

/** What a sink does about its target table at start; the values of {@code sink.schema-mode}. */
@PublicEvolving
public enum SchemaMode {
    /** Nothing: the first write shows whether table and columns fit. */
    NONE(false, false),
    /** The table must exist, and its columns must fit. */
    VALIDATE(false, true),
    /** The table is created if it is missing; an existing one is taken as it is. */
    CREATE(true, false),
    /** The table is created if it is missing; the columns of an existing one must fit. */
    CREATE_OR_VALIDATE(true, true);

    private final boolean creates;
    private final boolean validates;

    SchemaMode(boolean creates, boolean validates) {
        this.creates = creates;
        this.validates = validates;
    }

    /** Whether a missing table is created. */
    public boolean creates() {
        return creates;
    }

    /** Whether the columns of an existing table are compared with the declared ones. */
    public boolean validates() {
        return validates;
    }

    /** The value as it is written in a table option. */
    @Override
    public String toString() {
        return OptionValues.kebabCase(this);
    }
}
