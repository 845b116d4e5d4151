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

import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.table.converter.MetadataReader;
import io.flinkbundle.connector.redis.table.converter.StreamKeyReader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What an entry tells beside its fields. */
@Internal
enum ReadableMetadata {
    STREAM("stream", DataTypes.STRING().notNull(), StreamKeyReader::new),
    ID(
            "id",
            DataTypes.STRING().notNull(),
            () -> entry -> StringData.fromBytes(entry.id().toBytes())),
    TIMESTAMP(
            "timestamp",
            DataTypes.TIMESTAMP_LTZ(3).notNull(),
            () -> entry -> TimestampData.fromEpochMillis(entry.millis())),
    SEQUENCE("sequence", DataTypes.BIGINT().notNull(), () -> StreamEntry::sequence);

    private final String key;
    private final DataType type;
    private final Supplier<MetadataReader> reader;

    ReadableMetadata(String key, DataType type, Supplier<MetadataReader> reader) {
        this.key = key;
        this.type = type;
        this.reader = reader;
    }

    /** A new reader, because one may remember the entry before. */
    MetadataReader reader() {
        return reader.get();
    }

    static Map<String, DataType> all() {
        return Arrays.stream(values())
                .collect(
                        Collectors.toMap(
                                each -> each.key,
                                each -> each.type,
                                (one, other) -> one,
                                LinkedHashMap::new));
    }

    static ReadableMetadata of(String key) {
        return Arrays.stream(values())
                .filter(each -> each.key.equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no metadata '" + key + "'."));
    }
}
