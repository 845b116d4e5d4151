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

package io.flinkbundle.connector.pubsub.client;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts ack ids into requests that the service takes: at most 512 KiB each.
 *
 * @see <a href="https://cloud.google.com/pubsub/quotas#resource_limits">Limits</a>
 */
@Internal
public final class AckIdBatches {

    private static final int MAX_IDS = 2500;
    private static final int MAX_BYTES = 500_000;

    /** Tag and length of an id in the request. */
    private static final int BYTES_AROUND_ID = 4;

    private AckIdBatches() {}

    public static List<List<String>> of(List<String> ackIds) {
        List<List<String>> batches = new ArrayList<>();
        int start = 0;
        int bytes = 0;
        for (int i = 0; i < ackIds.size(); i++) {
            // Ids are ASCII.
            int size = ackIds.get(i).length() + BYTES_AROUND_ID;
            if (i - start == MAX_IDS || (bytes + size > MAX_BYTES && i > start)) {
                batches.add(ackIds.subList(start, i));
                start = i;
                bytes = 0;
            }
            bytes += size;
        }
        if (start < ackIds.size()) {
            batches.add(ackIds.subList(start, ackIds.size()));
        }
        return batches;
    }
}
