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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.common.probe.ProbeReport;
import io.flinkbundle.connector.common.probe.ProbeStep.Check;
import io.flinkbundle.connector.redis.client.Reasons;
import io.flinkbundle.connector.redis.client.RedisRequestException;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.stream.Stream;

/** Tells what a server's refusal is about. */
@Internal
final class ProbeFailures {

    private ProbeFailures() {}

    /** Ends a report with the step that the failure belongs to. */
    static ProbeReport of(ProbeReport.Builder report, IOException failure) {
        String reason = Reasons.of(failure);
        if (!(failure instanceof RedisRequestException)) {
            return report.failed(Check.REACHABLE, reason);
        }
        report.ok(Check.REACHABLE, "a server answers");
        if (Stream.of("NOAUTH", "WRONGPASS", "ERR AUTH", "invalid password")
                .anyMatch(reason::contains)) {
            return report.failed(Check.AUTHENTICATED, reason);
        }
        report.ok(Check.AUTHENTICATED, "the login is accepted");
        return report.failed(reason.contains("NOPERM") ? Check.PERMITTED : Check.EXISTS, reason);
    }
}
