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

package io.flinkbundle.emulators.influxdb3.write;

import io.flinkbundle.emulators.influxdb3.line.LineParser;
import io.flinkbundle.emulators.influxdb3.line.LineProtocolException;
import io.flinkbundle.emulators.influxdb3.line.LineSplitter;
import io.flinkbundle.emulators.influxdb3.line.ParsedLine;
import io.flinkbundle.emulators.influxdb3.line.Precision;
import io.flinkbundle.emulators.influxdb3.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a batch of the lines of a request, against the schemas as they are. Nothing is changed:
 * when the schemas have changed until the batch is taken, it has to be parsed again.
 */
@Internal
public final class WriteParser {

    private final byte[] bytes;
    private final int length;
    private final Schemas schemas;
    private final Precision precision;
    private final long defaultTime;
    private final OriginalLines originalLines;
    private final Map<String, TableBatch> tables = new LinkedHashMap<>();
    private final List<LineError> errors = new ArrayList<>();

    private int newTables;
    private int lastStart;
    private int lastEnd;
    private Optional<TableBatch> lastTable = Optional.empty();

    /**
     * @param now the time of lines without one, in nanoseconds since the epoch
     */
    public WriteParser(byte[] bytes, int length, Schemas schemas, Precision precision, long now) {
        this.bytes = bytes;
        this.length = length;
        this.schemas = schemas;
        this.precision = precision;
        this.defaultTime = precision.truncate(now);
        this.originalLines = new OriginalLines(bytes, length);
    }

    /**
     * @param acceptPartial whether lines that are refused leave the others be
     * @throws RejectedWriteException for the first line that is refused, when that is not so
     */
    public WriteBatch parse(boolean acceptPartial) throws RejectedWriteException {
        LineSplitter splitter = new LineSplitter(bytes, length);
        LineParser parser = new LineParser();
        ParsedLine line = new ParsedLine();
        int number = 0;
        while (splitter.next()) {
            int start = skipBlanksAndComments(splitter.start(), splitter.end());
            if (start == splitter.end()) {
                continue;
            }
            number++;
            boolean parsed = false;
            try {
                parser.parse(bytes, start, splitter.end(), line);
                parsed = true;
                add(line);
            } catch (LineProtocolException e) {
                String original =
                        parsed
                                ? OriginalLines.beginning(bytes, start, splitter.end())
                                : originalLines.beginning(number);
                LineError error = new LineError(number, original, e.getMessage());
                if (!acceptPartial) {
                    throw new RejectedWriteException(error);
                }
                errors.add(error);
            }
        }
        return new WriteBatch(List.copyOf(tables.values()), List.copyOf(errors));
    }

    private int skipBlanksAndComments(int start, int end) {
        int at = start;
        while (at < end) {
            byte c = bytes[at];
            if (c == '#') {
                while (at < end && bytes[at] != '\n') {
                    at++;
                }
            } else if (c == ' ' || c == '\t' || c == '\n') {
                at++;
            } else {
                return at;
            }
        }
        return end;
    }

    private void add(ParsedLine line) throws LineProtocolException {
        TableBatch table = table(line);
        long time = line.hasTimestamp() ? precision.toNanos(line.timestamp()) : defaultTime;
        if (time == Long.MAX_VALUE || time == -Long.MAX_VALUE) {
            forgetIfNew(table);
            throw new LineProtocolException(
                    "the emulator cannot hold the time "
                            + time
                            + ", which DuckDB has for infinity");
        }
        try {
            table.add(line, time);
        } catch (LineProtocolException e) {
            forgetIfNew(table);
            throw e;
        }
    }

    private TableBatch table(ParsedLine line) throws LineProtocolException {
        int start = line.measurementStart();
        int end = line.measurementEnd();
        if (lastTable.isPresent() && Arrays.equals(bytes, lastStart, lastEnd, bytes, start, end)) {
            return lastTable.get();
        }
        String name = line.measurement();
        TableBatch table = tables.get(name);
        if (table == null) {
            table = newBatch(name);
            tables.put(name, table);
        }
        lastTable = Optional.of(table);
        lastStart = start;
        lastEnd = end;
        return table;
    }

    private TableBatch newBatch(String name) throws LineProtocolException {
        Optional<TableSchema> existing = schemas.find(name);
        if (existing.isEmpty()) {
            int count = schemas.tables() + newTables;
            if (count >= schemas.limits().tables()) {
                throw new LineProtocolException(schemas.limits().tooManyTables(count));
            }
            newTables++;
        }
        return new TableBatch(
                name, new TableDraft(existing.orElse(TableSchema.EMPTY), schemas.limits()), bytes);
    }

    /** A table whose only lines are refused is not created. */
    private void forgetIfNew(TableBatch table) {
        if (table.rows() == 0) {
            tables.remove(table.table());
            lastTable = Optional.empty();
            newTables -= table.draft().base().columns().isEmpty() ? 1 : 0;
        }
    }
}
