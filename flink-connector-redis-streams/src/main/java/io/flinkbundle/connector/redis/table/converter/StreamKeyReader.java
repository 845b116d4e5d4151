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

package io.flinkbundle.connector.redis.table.converter;

import io.flinkbundle.connector.redis.client.StreamEntry;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.StringData;

import java.nio.charset.StandardCharsets;

/** Reads the key of the stream; entries come in batches of one stream and share it. */
@Internal
public final class StreamKeyReader implements MetadataReader {

    private static final long serialVersionUID = 1L;

    private transient String lastStream;
    private transient StringData lastKey;

    @Override
    public Object read(StreamEntry entry) {
        if (!entry.stream().equals(lastStream)) {
            lastStream = entry.stream();
            lastKey = StringData.fromBytes(lastStream.getBytes(StandardCharsets.UTF_8));
        }
        return lastKey;
    }
}
