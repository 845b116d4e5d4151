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

import org.apache.flink.annotation.Internal;

/**
 * What a script does with a table.
 *
 * @param reads whether something is selected from it
 * @param writes whether something is inserted into it
 */
@Internal
public record TableUse(boolean reads, boolean writes) {

    static final TableUse NONE = new TableUse(false, false);

    TableUse and(TableUse other) {
        return new TableUse(reads || other.reads, writes || other.writes);
    }
}
