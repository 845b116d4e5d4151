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

package io.flinkbundle.emulators.bigquery.write;

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.errors.StatusFailure;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.store.Change;
import io.flinkbundle.emulators.bigquery.store.Table;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the rows of requests that have one message type and go to one table. Not thread-safe. */
@Internal
final class RowReader {

    private static final int MAX_ROW_ERRORS = 100;

    private final Table table;
    private final TableSchema schema;
    private final long schemaVersion;
    private final MessageDecoder decoder;
    private final List<Integer> absent;
    private final boolean changes;
    private final DefaultValues defaults;

    /** Gives the value of a column that a row lacks. */
    @FunctionalInterface
    interface DefaultValues {

        Object of(Field field);
    }

    /** The rows of a request, or why they are none. */
    record Rows(List<Object[]> rows, List<Change> changes, List<RowError> errors) {}

    /**
     * @throws StatusFailure when the message type does not go with the table
     */
    RowReader(
            Table table,
            Descriptor message,
            boolean defaultStream,
            String entity,
            DefaultValues defaults) {
        Table.Head head = table.head();
        this.table = table;
        this.schema = head.schema();
        this.schemaVersion = head.schemaVersion();
        this.defaults = defaults;
        boolean names =
                message.getFields().stream()
                        .anyMatch(f -> ColumnNames.of(f).equalsIgnoreCase(ChangeColumns.TYPE));
        this.changes = names;
        if (names && !defaultStream) {
            throw ApiException.invalid(
                    "CDC mutations are only supported on the default stream. Entity: " + entity);
        }
        if (names && table.primaryKey().isEmpty()) {
            throw ApiException.invalid(
                    "CDC mutations need a table with a primary key. Entity: " + entity);
        }
        this.decoder =
                new MessageDecoder(
                        message,
                        schema.fields(),
                        names ? ChangeColumns.NAMES : List.of(),
                        "",
                        entity);
        this.absent = decoder.absent();
        for (int place : absent) {
            Field field = schema.field(place);
            if (field.isRequired() && field.defaultExpression().isEmpty() && !names) {
                throw ApiException.invalid(
                        "Proto schema is missing required field "
                                + field.name()
                                + ". Entity: "
                                + entity);
            }
        }
    }

    boolean isFor(Table other, long version) {
        return table == other && schemaVersion == version;
    }

    TableSchema schema() {
        return schema;
    }

    Rows read(List<ByteString> serialized, AppendRowsRequest request) {
        List<Object[]> rows = new ArrayList<>(serialized.size());
        List<Change> changed = new ArrayList<>();
        List<RowError> errors = new ArrayList<>();
        boolean[] useDefault = defaulted(request);
        for (int i = 0; i < serialized.size() && errors.size() < MAX_ROW_ERRORS; i++) {
            try {
                Object[] row = decode(serialized.get(i));
                Optional<Change> change = changes ? Optional.of(change(row)) : Optional.empty();
                Object[] columns =
                        row.length == schema.size() ? row : Arrays.copyOf(row, schema.size());
                fill(columns, useDefault);
                if (change.filter(Change::delete).isEmpty()) {
                    decoder.checkRequired(columns);
                }
                rows.add(columns);
                change.map(c -> c.withRow(columns)).ifPresent(changed::add);
            } catch (RowException e) {
                errors.add(
                        RowError.newBuilder()
                                .setIndex(i)
                                .setCode(RowError.RowErrorCode.FIELDS_ERROR)
                                .setMessage(e.getMessage())
                                .build());
            }
        }
        return new Rows(rows, changed, errors);
    }

    private Object[] decode(ByteString bytes) {
        try {
            return decoder.read(bytes.newCodedInput());
        } catch (InvalidProtocolBufferException e) {
            throw new RowException("Invalid serialized row: " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException("A row in memory could not be read.", e);
        }
    }

    private Change change(Object[] row) {
        Object type = row[schema.size()];
        Object sequence = row[schema.size() + 1];
        if (type == null) {
            throw new RowException("Field " + ChangeColumns.TYPE + ": Required field is missing");
        }
        List<Object> key = new ArrayList<>();
        for (String column : table.primaryKey()) {
            Object value = row[schema.position(column)];
            key.add(value == null ? "" : value);
        }
        return new Change(
                row,
                key,
                ChangeColumns.isDelete((String) type),
                sequence == null
                        ? Optional.empty()
                        : Optional.of(ChangeColumns.comparable((String) sequence)));
    }

    private boolean[] defaulted(AppendRowsRequest request) {
        boolean[] use = new boolean[schema.size()];
        for (int i = 0; i < use.length; i++) {
            Field field = schema.field(i);
            if (field.defaultExpression().isPresent()) {
                MissingValueInterpretation how =
                        request.getMissingValueInterpretationsMap()
                                .getOrDefault(
                                        field.name(),
                                        request.getDefaultMissingValueInterpretation());
                use[i] = how == MissingValueInterpretation.DEFAULT_VALUE;
            }
        }
        return use;
    }

    private void fill(Object[] row, boolean[] useDefault) {
        for (int i = 0; i < useDefault.length; i++) {
            if (useDefault[i] && row[i] == null) {
                row[i] = defaults.of(schema.field(i));
            }
        }
    }
}
