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

package io.flinkbundle.connector.duckdb.source.split;

import org.apache.flink.annotation.PublicEvolving;

/**
 * A point between two neighbours in the order of a column's values.
 *
 * @param value a value, as DuckDB writes it
 * @param behind whether the point is right behind the value; otherwise it is right before it
 */
@PublicEvolving
public record Cut(String value, boolean behind) {

    public static Cut before(String value) {
        return new Cut(value, false);
    }

    public static Cut behind(String value) {
        return new Cut(value, true);
    }

    /** What a column's value has to be to stand above this point, but for the value itself. */
    String above() {
        return behind ? " > " : " >= ";
    }

    /** The same for below. */
    String below() {
        return behind ? " <= " : " < ";
    }

    @Override
    public String toString() {
        return (behind ? "behind " : "before ") + value;
    }
}
