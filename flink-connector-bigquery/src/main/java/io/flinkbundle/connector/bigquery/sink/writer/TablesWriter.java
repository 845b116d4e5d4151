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

package io.flinkbundle.connector.bigquery.sink.writer;

import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.sink.RowDataConverter;
import io.flinkbundle.connector.bigquery.sink.TableSelector;
import io.flinkbundle.connector.bigquery.sink.committer.BigQueryCommittable;
import io.flinkbundle.connector.common.deadletter.BadRecords;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.util.IOUtils;

import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes each record to the table that it names, by a writer for each of them. A table that got no
 * record between two checkpoints is closed.
 *
 * @param <T> the type of records
 */
@Internal
final class TablesWriter<T> implements CommittingSinkWriter<T, BigQueryCommittable> {

    /** Each open table has a connection, and at least one buffer. */
    static final int MAX_OPEN_TABLES = 100;

    /** Opens the writer of a table, whose results are visible at once. */
    @FunctionalInterface
    interface Opener<T> {
        StreamWriter<T> open(TableName table) throws IOException, InterruptedException;
    }

    private final TableSelector<T> selector;
    private final Opener<T> opener;
    private final RowDataConverter<T> converter;
    private final RowText text;
    private final BadRecords badRecords;
    private final AutoCloseable owned;

    /** The one that was opened first comes first. */
    private final Map<TableName, OpenTable<T>> tables = new LinkedHashMap<>();

    /**
     * @param owned is closed with the writer
     */
    TablesWriter(
            TableSelector<T> selector,
            Opener<T> opener,
            RowDataConverter<T> converter,
            RowText text,
            BadRecords badRecords,
            AutoCloseable owned) {
        this.selector = selector;
        this.opener = opener;
        this.converter = converter;
        this.text = text;
        this.badRecords = badRecords;
        this.owned = owned;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        TableName name;
        try {
            name = selector.select(element);
        } catch (IllegalArgumentException e) {
            badRecords.reject(e.getMessage(), text.of(converter.convert(element)));
            return;
        }
        OpenTable<T> table = tables.get(name);
        if (table == null) {
            table = open(name);
        }
        table.used = true;
        table.writer.write(element, context);
    }

    private OpenTable<T> open(TableName name) throws IOException, InterruptedException {
        if (tables.size() == MAX_OPEN_TABLES) {
            Iterator<OpenTable<T>> oldest = tables.values().iterator();
            StreamWriter<T> writer = oldest.next().writer;
            writer.flush(false);
            close(writer);
            oldest.remove();
        }
        OpenTable<T> table = new OpenTable<>(opener.open(name));
        tables.put(name, table);
        return table;
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        // All are under way before the first is waited for.
        for (OpenTable<T> table : tables.values()) {
            table.writer.sendCollected();
        }
        for (Iterator<OpenTable<T>> each = tables.values().iterator(); each.hasNext(); ) {
            OpenTable<T> table = each.next();
            table.writer.flush(endOfInput);
            if (!table.used) {
                close(table.writer);
                each.remove();
            }
            table.used = false;
        }
        badRecords.flush();
    }

    private static void close(StreamWriter<?> writer) throws IOException {
        try {
            writer.close();
        } catch (Exception e) {
            throw new IOException("A table of BigQuery could not be closed.", e);
        }
    }

    /** How many tables are open. */
    int openTables() {
        return tables.size();
    }

    @Override
    public Collection<BigQueryCommittable> prepareCommit() {
        return List.of();
    }

    @Override
    public void close() throws Exception {
        try {
            IOUtils.closeAll(tables.values().stream().map(table -> table.writer).toList());
        } finally {
            owned.close();
        }
    }

    private static final class OpenTable<T> {

        private final StreamWriter<T> writer;

        /** Whether it got a record since the last checkpoint. */
        private boolean used;

        OpenTable(StreamWriter<T> writer) {
            this.writer = writer;
        }
    }
}
