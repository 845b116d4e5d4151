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

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * The name of a tag or a field, or of a measurement, checked and escaped once.
 *
 * <pre>{@code
 * private static final PointKey HOST = PointKey.of("host");
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.influxdata.com/influxdb3/core/reference/line-protocol/">Line protocol
 *     reference</a>
 */
@PublicEvolving
public final class PointKey implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String RESERVED = "time";

    private final String name;
    private final Form form;

    /** With each backslash as it is, as the older parsers read it. */
    private final Form classicForm;

    private PointKey(String name, String special) {
        this.name = name;
        this.form = new Form(escape(name, special + '\\'));
        this.classicForm = new Form(escape(name, special));
    }

    /**
     * The name of a tag or a field.
     *
     * @throws IllegalArgumentException if line protocol cannot express it, or the server reserves
     *     it
     */
    public static PointKey of(String name) {
        check(name, "The name of a tag or a field");
        if (name.equals(RESERVED)) {
            throw new IllegalArgumentException(
                    "'time' is the name of a point's time, and cannot be that of a tag or a"
                            + " field.");
        }
        return new PointKey(name, ", =");
    }

    /**
     * The name of a measurement, which is called a table in InfluxDB 3.
     *
     * @throws IllegalArgumentException if line protocol cannot express it
     */
    public static PointKey measurement(String name) {
        check(name, "The name of a measurement");
        if (name.startsWith("#")) {
            throw new IllegalArgumentException(
                    "The name of a measurement must not begin with '#': the server takes such a"
                            + " line for a comment and drops it. It is '"
                            + name
                            + "'.");
        }
        return new PointKey(name, ", ");
    }

    /** The name, not escaped. */
    public String name() {
        return name;
    }

    /** As it stands in a line. */
    Form form(boolean escapesBackslashes) {
        return escapesBackslashes ? form : classicForm;
    }

    private static void check(String name, String what) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty.");
        }
        if (name.endsWith("\\")) {
            throw new IllegalArgumentException(
                    what
                            + " must not end with a backslash, which the server refuses however it"
                            + " is escaped. It is '"
                            + name
                            + "'.");
        }
        if (name.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException(
                    what
                            + " must not hold a line break, a tab or another control character,"
                            + " which line protocol cannot express. It is '"
                            + name.replaceAll("\\p{Cntrl}", "?")
                            + "'.");
        }
    }

    private static byte[] escape(String name, String special) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream(name.length());
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            if (special.indexOf(each) >= 0) {
                escaped.write('\\');
            }
            escaped.write(each);
        }
        return escaped.toByteArray();
    }

    /** The bytes of a name in a line, padded for quick copies. */
    static final class Form implements Serializable {

        private static final long serialVersionUID = 1L;

        private final byte[] escaped;
        private final int escapedLength;

        /** Between a comma and an equals sign. */
        private final byte[] assigned;

        private Form(byte[] name) {
            byte[] assignment = new byte[name.length + 2];
            assignment[0] = ',';
            System.arraycopy(name, 0, assignment, 1, name.length);
            assignment[assignment.length - 1] = '=';
            this.escaped = Words.padded(name);
            this.escapedLength = name.length;
            this.assigned = Words.padded(assignment);
        }

        /** How many bytes are written over at most. */
        int maxBytes() {
            return assigned.length;
        }

        /** Writes the name, and returns the place behind it. */
        int write(byte[] target, int at) {
            Words.copy(escaped, target, at);
            return at + escapedLength;
        }

        /** Writes the name between a comma and an equals sign. */
        int writeAssigned(byte[] target, int at) {
            Words.copy(assigned, target, at);
            return at + escapedLength + 2;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PointKey that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
