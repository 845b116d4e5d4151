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

package io.flinkbundle.connector.influxdb3.table.lookup;

import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.table.data.RowData;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What is looked up, and how.
 *
 * @param scan the table and its columns
 * @param key the columns of the key, in the order of the keys that come
 * @param rowSerializer copies rows of the columns
 * @param lastCache the last-value cache to ask; empty for the table itself
 * @param maxAge how old a point may be; zero for any age
 * @param maxRetries how often a key is tried again when the server cannot answer
 */
@Internal
record LookupConfig(
        InfluxDb3Scan scan,
        List<ScanColumn> key,
        TypeSerializer<RowData> rowSerializer,
        String lastCache,
        Duration maxAge,
        int maxRetries)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    LookupConfig {
        key = List.copyOf(key);
    }
}
