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

package io.flinkbundle.connector.bigquery.source;

import io.flinkbundle.connector.common.options.OptionValues;

import org.apache.flink.annotation.PublicEvolving;

/** The values of {@code scan.startup.mode}. */
@PublicEvolving
public enum ScanStartupMode {

    /** Reading begins with all rows that are there. */
    EARLIEST,

    /** Reading begins with rows that come after the start of the job. */
    LATEST,

    /** Reading begins with rows of a given time. */
    TIMESTAMP;

    /** The value as it is written in a table option. */
    @Override
    public String toString() {
        return OptionValues.kebabCase(this);
    }
}
