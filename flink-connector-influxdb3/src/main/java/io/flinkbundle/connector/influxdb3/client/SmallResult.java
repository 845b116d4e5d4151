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

package io.flinkbundle.connector.influxdb3.client;

import io.flinkbundle.connector.common.batching.RetryableIOException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.MappingIterator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectReader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Reads a result of a few rows whole, such as the columns of a table. */
@Internal
public final class SmallResult {

    private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);

    private SmallResult() {}

    /** The rows of a query; a column that is NULL in a row is missing there. */
    public static List<JsonNode> of(QueryClient client, SqlQuery query)
            throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ResultBytes result = client.query(query)) {
            byte[] chunk = new byte[8192];
            int count;
            while ((count = result.read(chunk, 0, chunk.length)) != ResultBytes.END) {
                bytes.write(chunk, 0, count);
            }
        }
        try (MappingIterator<JsonNode> rows = JSON.readValues(bytes.toByteArray())) {
            return rows.readAll();
        } catch (IOException e) {
            throw new RetryableIOException(
                    client.options() + " answered with something else than JSON lines.", e);
        }
    }
}
