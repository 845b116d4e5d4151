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

import org.apache.flink.annotation.PublicEvolving;

import java.io.IOException;
import java.time.Instant;

/**
 * Takes one point in the order of line protocol: its measurement, its tags, its fields, its time.
 *
 * <pre>{@code
 * point.measurement(CLIMATE)
 *         .tag(ROOM, reading.room())
 *         .field(TEMPERATURE, reading.celsius())
 *         .time(reading.takenAt());
 * }</pre>
 *
 * <p>A method throws {@link IllegalStateException} where it is called out of order, and {@link
 * IOException} where the value cannot be expressed; the record is then rejected. Names are not
 * checked for duplicates. Not thread-safe.
 */
@PublicEvolving
public interface PointWriter {

    /** Begins the point. */
    PointWriter measurement(PointKey name);

    /**
     * Adds a tag. A tag that is empty is no tag, and is left out. Tags should come in the order in
     * which queries need them: the first write of a table fixes the order of its columns.
     *
     * @throws IOException if the value holds a line break or a tab, or ends with a backslash: line
     *     protocol has no form for those
     */
    PointWriter tag(PointKey name, String value) throws IOException;

    /** As {@link #tag(PointKey, String)}, with the text in UTF-8. */
    PointWriter tag(PointKey name, byte[] utf8, int offset, int length) throws IOException;

    /** Adds a tag with a whole number in decimal form. */
    PointWriter tag(PointKey name, long value);

    /** Adds an integer field. */
    PointWriter field(PointKey name, long value);

    /** Adds an unsigned field, which InfluxDB 1 does not have; the number is read as unsigned. */
    PointWriter unsignedField(PointKey name, long value);

    /** Adds a float field. NaN and the infinities have no form; such a field is left out. */
    PointWriter field(PointKey name, double value);

    /** Adds a float field with the digits of a float, not of the double that it would become. */
    PointWriter field(PointKey name, float value);

    /** Adds a float field that is written as decimal digits. */
    PointWriter decimalField(PointKey name, String digits);

    /** Adds a boolean field. */
    PointWriter field(PointKey name, boolean value);

    /** Adds a string field. */
    PointWriter field(PointKey name, String value);

    /** As {@link #field(PointKey, String)}, with the text in UTF-8. */
    PointWriter field(PointKey name, byte[] utf8, int offset, int length);

    /**
     * Ends the point with its time.
     *
     * @param value since the epoch, in the {@link TimePrecision} of the sink
     * @throws IOException if the point has no field
     */
    void time(long value) throws IOException;

    /**
     * Ends the point with its time.
     *
     * @throws IOException if the point has no field, or the time does not fit into the {@link
     *     TimePrecision} of the sink
     */
    void time(Instant time) throws IOException;
}
