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

package io.flinkbundle.connector.influxdb3.table;

import io.flinkbundle.connector.common.deadletter.BadRecordPolicy;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionChecks;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ReadableConfig;

/** Checks what both reading and writing say of dead letters: a table may do both. */
@Internal
final class DeadLetterChecks {

    private DeadLetterChecks() {}

    /**
     * @throws org.apache.flink.table.api.ValidationException if there is a path and nothing that
     *     would be written to it
     */
    static void refuseUnusedPath(ReadableConfig config) {
        new OptionChecks(config)
                .refuseUnused(
                        CommonConnectorOptions.DEAD_LETTER_PATH,
                        config.get(CommonConnectorOptions.SCAN_ON_MALFORMED)
                                        == BadRecordPolicy.DEAD_LETTER
                                || config.get(CommonConnectorOptions.SINK_ON_REJECTED)
                                        == BadRecordPolicy.DEAD_LETTER,
                        "'scan.on-malformed' or 'sink.on-rejected' is 'dead-letter'");
    }
}
