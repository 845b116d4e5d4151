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

package io.flinkbundle.connector.redis.table.lookup;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.KeyPage;
import io.flinkbundle.connector.redis.client.KeyScan;
import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.client.RedisRequestException;
import io.flinkbundle.connector.redis.testing.FakeKeys;

import org.apache.flink.table.data.RowData;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyScannerTest {

    private static final RetryPolicy POLICY =
            RetryPolicy.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1));

    private final FakeKeys redis = new FakeKeys();

    @Test
    void readsPageAfterPage() throws Exception {
        page("7", 1, 2);
        page("9");
        page(KeyPage.START, 3);

        assertThat(scanned()).containsExactly("1=n1", "2=n2", "3=n3");
        assertThat(redis.cursors).containsExactly("0", "7", "9");
    }

    @Test
    void readsAKeyOnceThatIsFoundTwice() throws Exception {
        page("7", 1, 2, 1);
        page(KeyPage.START, 2, 3);

        assertThat(scanned()).containsExactly("1=n1", "2=n2", "3=n3");
    }

    @Test
    void beginsAnewWhenTheServerWasAwayAndLeavesOutWhatItHasRead() throws Exception {
        page("7", 1, 2);
        KeyScanner scanner = scanner();
        List<RowData> rows = new ArrayList<>(scanner.next());

        redis.scanFailures.add(RedisFailures.unavailable());
        page("5", 2, 3);
        page(KeyPage.START, 1, 4);
        while (!scanner.isEnded()) {
            rows.addAll(scanner.next());
        }

        assertThat(Readers.texts(rows)).containsExactly("1=n1", "2=n2", "3=n3", "4=n4");
        assertThat(redis.cursors).containsExactly("0", "7", "0", "5");
    }

    @Test
    void readsAKeyAgainWhoseValueDidNotCome() throws Exception {
        page("7", 1, 2);
        page(KeyPage.START, 1, 2);
        redis.readFailures.add(RedisFailures.unavailable());

        assertThat(scanned()).containsExactly("1=n1", "2=n2");
    }

    @Test
    void leavesOutAKeyThatWasDeletedMeanwhile() throws Exception {
        page(KeyPage.START, 1, 2);
        redis.answers.put("HMGET user:1 name", Arrays.asList((Object) null));
        redis.answers.put("HLEN user:1", 0L);

        assertThat(scanned()).containsExactly("2=n2");
    }

    @Test
    void failsWhereTheServerRefuses() {
        redis.scanFailures.add(RedisFailures.refused("NOPERM"));

        assertThatThrownBy(this::scanned)
                .isInstanceOf(RedisRequestException.class)
                .hasMessage("NOPERM");
    }

    private void page(String cursor, int... ids) {
        List<byte[]> keys = new ArrayList<>();
        for (int id : ids) {
            keys.add(("user:" + id).getBytes(UTF_8));
            redis.answers.put("HMGET user:" + id + " name", List.of(("n" + id).getBytes(UTF_8)));
        }
        redis.pages.add(new KeyPage(keys, cursor));
    }

    private KeyScanner scanner() throws Exception {
        return new KeyScanner(
                Readers.ofHashes(redis, BadRecordHandling.fail()),
                new KeyScan("user:".getBytes(UTF_8), "hash"),
                POLICY);
    }

    private List<String> scanned() throws Exception {
        KeyScanner scanner = scanner();
        List<RowData> rows = new ArrayList<>();
        while (!scanner.isEnded()) {
            rows.addAll(scanner.next());
        }
        return Readers.texts(rows);
    }
}
