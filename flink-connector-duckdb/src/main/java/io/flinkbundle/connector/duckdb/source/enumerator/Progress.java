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

package io.flinkbundle.connector.duckdb.source.enumerator;

import io.flinkbundle.connector.duckdb.source.split.Cut;

import org.apache.flink.annotation.Internal;

import java.util.Optional;

/**
 * How far splits have been made.
 *
 * @param begun whether there has been a first look, which decides where reading begins
 * @param readTo where the rows begin that no split has; empty for at the first row
 */
@Internal
record Progress(boolean begun, Optional<Cut> readTo) {

    Progress upTo(Cut cut) {
        return new Progress(true, Optional.of(cut));
    }

    /** The same, after a look that found nothing new. */
    Progress unchanged() {
        return begun ? this : new Progress(true, readTo);
    }
}
