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

import io.flinkbundle.connector.influxdb3.client.Identifiers;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says a filter in SQL, with its values as parameters. */
@Internal
public final class FilterSql {

    private final Map<String, Object> parameters;

    /**
     * @param parameters takes in the values that the SQL refers to
     */
    public FilterSql(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    public String of(PointFilter filter) {
        if (filter instanceof PointFilter.And and) {
            return join(and.parts(), " AND ", "TRUE");
        }
        if (filter instanceof PointFilter.Or or) {
            return join(or.parts(), " OR ", "FALSE");
        }
        if (filter instanceof PointFilter.Not not) {
            return "NOT (" + of(not.negated()) + ")";
        }
        if (filter instanceof PointFilter.IsNull isNull) {
            return Identifiers.quote(isNull.column()) + " IS NULL";
        }
        if (filter instanceof PointFilter.Flag flag) {
            return Identifiers.quote(flag.column());
        }
        if (filter instanceof PointFilter.In in) {
            return in.values().stream()
                    .map(this::bind)
                    .collect(
                            Collectors.joining(
                                    ", ", Identifiers.quote(in.column()) + " IN (", ")"));
        }
        PointFilter.Compare compare = (PointFilter.Compare) filter;
        return Identifiers.quote(compare.column())
                + ' '
                + compare.comparison().sql()
                + ' '
                + bind(compare.value());
    }

    private String join(List<PointFilter> parts, String operator, String ofNone) {
        return parts.isEmpty()
                ? ofNone
                : parts.stream().map(this::of).collect(Collectors.joining(operator, "(", ")"));
    }

    private String bind(Serializable value) {
        String name = "p" + parameters.size();
        parameters.put(name, value);
        return "$" + name;
    }
}
