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

import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.KeyPage;
import io.flinkbundle.connector.redis.client.KeyScan;
import io.flinkbundle.connector.redis.client.RedisUnavailableException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads all keys of a table, each once. When the server goes away the scan begins anew, because its
 * cursor says nothing to a server that was restarted; what was read already is left out.
 */
@Internal
final class KeyScanner {

    private static final Logger LOG = LoggerFactory.getLogger(KeyScanner.class);

    private final KeyReader reader;
    private final KeyScan scan;
    private final RetryPolicy policy;
    private final SeenKeys seen = new SeenKeys();

    private String cursor = KeyPage.START;
    private boolean ended;

    KeyScanner(KeyReader reader, KeyScan scan, RetryPolicy policy) {
        this.reader = reader;
        this.scan = scan;
        this.policy = policy;
    }

    /** Whether all keys were read. */
    boolean isEnded() {
        return ended;
    }

    /**
     * @return the rows of some more keys; may be none although others follow
     */
    List<RowData> next() throws IOException, InterruptedException {
        Retrier retrier = policy.start("scan the keys of a table");
        while (true) {
            try {
                return nextPage();
            } catch (RedisUnavailableException e) {
                if (retrier.attempts() == 0) {
                    LOG.warn("Reading all keys has stopped and is tried again: {}", e.getMessage());
                }
                cursor = KeyPage.START;
                retrier.backOff(e);
            }
        }
    }

    private List<RowData> nextPage() throws IOException {
        KeyPage page = reader.scan(scan, cursor);
        List<byte[]> keys = seen.newOf(page.keys());
        List<RowData> rows = new ArrayList<>(keys.size());
        if (!keys.isEmpty()) {
            reader.read(keys.stream().map(reader::question).toList()).forEach(rows::addAll);
            seen.add(keys);
        }
        cursor = page.cursor();
        ended = page.isLast();
        return rows;
    }
}
