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

package io.flinkbundle.connector.pubsub.table;

import io.flinkbundle.connector.pubsub.table.converter.MessageColumns;
import io.flinkbundle.connector.pubsub.table.converter.ProjectedRowSerializer;
import io.flinkbundle.connector.pubsub.table.converter.RowMessageSerializer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

import java.util.Optional;

/**
 * How rows are laid into messages.
 *
 * @param physicalType the columns of the table that are no metadata; rows begin with them
 * @param format makes the data of a message of all of them
 * @param keyColumns the columns that make up the ordering key; may be none
 * @param keyFormat makes a text of them; empty without key columns
 */
@Internal
record SinkLayout(
        DataType physicalType,
        EncodingFormat<SerializationSchema<RowData>> format,
        int[] keyColumns,
        Optional<EncodingFormat<SerializationSchema<RowData>>> keyFormat) {

    ChangelogMode changelogMode() {
        return format.getChangelogMode();
    }

    RowMessageSerializer serializer(DynamicTableSink.Context context, MessageColumns metadata) {
        return new RowMessageSerializer(
                projecting(format, Projection.all(physicalType).toTopLevelIndexes(), context),
                keyFormat.map(encoding -> projecting(encoding, keyColumns, context)),
                metadata);
    }

    private SerializationSchema<RowData> projecting(
            EncodingFormat<SerializationSchema<RowData>> encoding,
            int[] columns,
            DynamicTableSink.Context context) {
        return new ProjectedRowSerializer(
                encoding.createRuntimeEncoder(
                        context, Projection.of(columns).project(physicalType)),
                columns);
    }

    /** Where the first metadata column stands in a row. */
    int firstMetadataColumn() {
        return DataType.getFieldCount(physicalType);
    }
}
