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

package io.flinkbundle.connector.common.deadletter;

import org.apache.flink.annotation.PublicEvolving;

import java.util.Locale;

/**
 * What happens to a record that cannot be read or that the target rejects; the values of the
 * options {@code scan.on-malformed} and {@code sink.on-rejected}.
 */
@PublicEvolving
public enum BadRecordPolicy {
    /** The job fails. */
    FAIL,
    /** The record is counted, the first few are logged, and the job goes on. */
    SKIP,
    /** As {@link #SKIP}, and the record is written to {@code dead-letter.path} with the reason. */
    DEAD_LETTER;

    /** The value as it is written in a table option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
