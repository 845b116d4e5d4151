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

package io.flinkbundle.emulators.influxdb3.contract;

import io.flinkbundle.emulators.influxdb3.testing.ContractTestBase;

import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class ConcurrencyITCase extends ContractTestBase {

    private static final int WRITES = 400;
    private static final int POINTS = 50;

    /**
     * Half of the writes repeat points of others, so that merging goes on beside plain loading and
     * reading.
     */
    private static String lines(int write) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < POINTS; i++) {
            lines.append("m,t=")
                    .append(i % 5)
                    .append(" f")
                    .append(write % 7)
                    .append("=1i ")
                    .append(write / 2 * POINTS + i)
                    .append('\n');
        }
        return lines.toString();
    }

    @Test
    void showsEachWriteWholeWhileOthersGoOn() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> writes = new ArrayList<>();
        long before = 0;
        for (int write = 0; write < WRITES; write++) {
            writes.add(http.writeAsync("", lines(write)));
            if (write % 10 == 0 && write > 0) {
                writes.get(write - 10).get();
                long seen = http.row("SELECT count(*) AS n FROM m").get("n").getAsLong();
                assertThat(seen % POINTS).isZero();
                assertThat(seen).isGreaterThanOrEqualTo(before);
                before = seen;
            }
        }
        for (CompletableFuture<HttpResponse<String>> write : writes) {
            assertThat(write.get().statusCode()).isEqualTo(204);
        }
        assertThat(http.row("SELECT count(*) AS n FROM m").get("n").getAsLong())
                .isEqualTo(WRITES / 2 * POINTS);
        assertThat(
                        http.row(
                                        "SELECT count(f0) + count(f1) + count(f2) + count(f3) + count(f4) +"
                                                + " count(f5) + count(f6) AS n FROM m")
                                .get("n")
                                .getAsLong())
                .isEqualTo(WRITES * POINTS);
    }
}
