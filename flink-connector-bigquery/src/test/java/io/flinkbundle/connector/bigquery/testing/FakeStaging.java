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

package io.flinkbundle.connector.bigquery.testing;

import io.flinkbundle.connector.bigquery.client.StagingClient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps staged files in memory, by bucket and name. */
public final class FakeStaging implements StagingClient {

    public final Map<String, String> objects = new HashMap<>();
    public final Map<String, String> buckets = new HashMap<>();
    public Optional<IOException> refusal = Optional.empty();

    @Override
    public void ensureBucket(String bucket, String location) throws IOException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        buckets.put(bucket, location);
    }

    @Override
    public OutputStream create(String bucket, String object) {
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                objects.put(bucket + "/" + object, toString(StandardCharsets.UTF_8));
            }
        };
    }

    @Override
    public void deleteAll(String bucket, String prefix) {
        objects.keySet().removeIf(name -> name.startsWith(bucket + "/" + prefix));
    }
}
