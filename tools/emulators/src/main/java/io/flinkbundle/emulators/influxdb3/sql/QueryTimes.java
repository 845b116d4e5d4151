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

package io.flinkbundle.emulators.influxdb3.sql;

import io.flinkbundle.emulators.influxdb3.schema.Column;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a query says of the time of the points that it wants, as far as that is plain: comparisons
 * of {@code time} that hold for all of it. It decides how many files the server would have to read.
 */
@Internal
final class QueryTimes {

    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "=");

    private static final Set<String> ENDS =
            Set.of("and", "group", "order", "limit", "having", "union", "window", "offset");

    /**
     * {@code time} compared with something.
     *
     * @param value the other side
     */
    record Bound(String comparison, List<SqlToken> value) {}

    private QueryTimes() {}

    static List<Bound> bounds(List<SqlToken> tokens) {
        if (tokens.stream().anyMatch(token -> token.isWord("or") || token.isWord("not"))) {
            return List.of();
        }
        List<Bound> bounds = new ArrayList<>();
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (!tokens.get(i).isName() || !tokens.get(i).name().equals(Column.TIME)) {
                continue;
            }
            SqlToken next = tokens.get(i + 1);
            if (COMPARISONS.contains(next.text())) {
                bounds.add(new Bound(next.text(), valueFrom(tokens, i + 2)));
            } else if (next.isWord("between")) {
                List<SqlToken> low = valueFrom(tokens, i + 2);
                bounds.add(new Bound(">=", low));
                bounds.add(new Bound("<=", valueFrom(tokens, i + 3 + low.size())));
            }
        }
        return bounds;
    }

    private static List<SqlToken> valueFrom(List<SqlToken> tokens, int start) {
        int depth = 0;
        int end = start;
        while (end < tokens.size()) {
            SqlToken token = tokens.get(end);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth < 0 || depth == 0 && ENDS.contains(token.name())) {
                break;
            }
            end++;
        }
        return tokens.subList(Math.min(start, end), end);
    }
}
