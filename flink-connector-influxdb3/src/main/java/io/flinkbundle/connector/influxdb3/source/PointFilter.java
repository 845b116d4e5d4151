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

package io.flinkbundle.connector.influxdb3.source;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/** Which points are read, told by their tags and fields. Nothing is said of their times here. */
@Internal
public sealed interface PointFilter extends Serializable {

    /** All points. */
    PointFilter ALL = new And(List.of());

    /** What all parts let through. */
    record And(List<PointFilter> parts) implements PointFilter {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** What a part lets through. */
    record Or(List<PointFilter> parts) implements PointFilter {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** The opposite, as SQL has it: NULL stays NULL. */
    record Not(PointFilter negated) implements PointFilter {}

    /** A column without a value. */
    record IsNull(String column) implements PointFilter {}

    /** A column that is true. */
    record Flag(String column) implements PointFilter {}

    /**
     * A column that compares with a value.
     *
     * @param value a string, a number or a boolean, which is bound and not written into the query
     */
    record Compare(String column, Comparison comparison, Serializable value)
            implements PointFilter {}

    /** A column that has one of some values. */
    record In(String column, List<? extends Serializable> values) implements PointFilter {
        public In {
            values = List.copyOf(values);
        }
    }

    /** What this and the other let through. */
    default PointFilter and(PointFilter other) {
        return new And(Stream.concat(parts(this), parts(other)).toList());
    }

    private static Stream<PointFilter> parts(PointFilter filter) {
        return filter instanceof And and ? and.parts().stream() : Stream.of(filter);
    }
}
