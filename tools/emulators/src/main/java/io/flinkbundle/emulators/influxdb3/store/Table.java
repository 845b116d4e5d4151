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

package io.flinkbundle.emulators.influxdb3.store;

import io.flinkbundle.emulators.influxdb3.schema.TableSchema;
import io.flinkbundle.emulators.influxdb3.write.TableBatch;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A table: its schema, its caches, and the points that were written since it was loaded last.
 * Points are loaded by whoever wants to query them, or when there are many. Thread-safe.
 */
@Internal
public final class Table {

    /** The time that a file of the server covers. */
    private static final long FILE_NANOS = 600_000_000_000L;

    private final int id;
    private final String name;
    private final SeriesIndex series = new SeriesIndex();
    private final TreeSet<Long> files = new TreeSet<>();
    private final Map<String, LastCache> caches = new LinkedHashMap<>();

    private volatile TableSchema schema;
    private List<Segment> segments = new ArrayList<>();
    private int pendingRows;
    private int loadedSeries;
    private long accepted;

    Table(int id, String name, TableSchema schema) {
        this.id = id;
        this.name = name;
        this.schema = schema;
    }

    /** Unique among all tables that ever were. */
    public int id() {
        return id;
    }

    public String name() {
        return name;
    }

    public TableSchema schema() {
        return schema;
    }

    synchronized void schema(TableSchema changed) {
        schema = changed;
    }

    /** Counts the points of a batch without keeping them. */
    public synchronized void discard(TableBatch batch) {
        accepted += batch.rows();
    }

    /** Takes the points of a batch, which then wait to be loaded. */
    public synchronized void add(TableBatch batch, long nowMillis) {
        int rows = batch.rows();
        int[] numbers = new int[batch.series().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = series.number(batch.series().get(i));
        }
        long[] times = batch.times();
        int[] rowSeries = new int[rows];
        boolean mayRepeat = false;
        long file = Long.MIN_VALUE;
        for (int row = 0; row < rows; row++) {
            int number = numbers[batch.seriesNumber(row)];
            rowSeries[row] = number;
            mayRepeat |= !series.advance(number, times[row]);
            long fileOfRow = Math.floorDiv(times[row], FILE_NANOS);
            if (fileOfRow != file) {
                file = fileOfRow;
                files.add(file);
            }
        }
        segments.add(new Segment(rows, times, rowSeries, batch.columns(), nowMillis, mayRepeat));
        accepted += rows;
        pendingRows += rows;
    }

    /** How many points wait to be loaded. */
    public synchronized int pendingRows() {
        return pendingRows;
    }

    /** What waits to be loaded, which waits no longer. */
    public synchronized Pending takePending() {
        Pending pending = new Pending(schema, loadedSeries, series.from(loadedSeries), segments);
        segments = new ArrayList<>();
        pendingRows = 0;
        loadedSeries += pending.series().size();
        return pending;
    }

    /** The points that were ever written, those that repeat others included. */
    public synchronized long accepted() {
        return accepted;
    }

    /**
     * How many files of the server would have points from one time to another, in nanoseconds, both
     * included.
     */
    public synchronized int files(long from, long to) {
        return from > to
                ? 0
                : files.subSet(
                                Math.floorDiv(from, FILE_NANOS),
                                true,
                                Math.floorDiv(to, FILE_NANOS),
                                true)
                        .size();
    }

    /** The caches by their names. */
    public synchronized Map<String, LastCache> caches() {
        return new LinkedHashMap<>(caches);
    }

    synchronized void addCache(LastCache cache) throws CatalogException {
        if (caches.putIfAbsent(cache.name(), cache) != null) {
            throw CatalogException.exists();
        }
    }

    synchronized void removeCache(String cache) throws CatalogException {
        if (caches.remove(cache) == null) {
            throw CatalogException.notFound(cache);
        }
    }
}
