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

package io.flinkbundle.connector.duckdb.source.reader;

import org.apache.flink.annotation.Internal;

import java.util.Arrays;

/**
 * The elements of lists, which cross from DuckDB as JSON arrays because the chunk reader has no
 * nested vectors. An element that several expressions describe is an array of their values.
 */
@Internal
final class ElementChunk implements ValueChunk {

    private final ValueChunk parent;
    private final JsonValues[] parts;

    /** Behind which element each list ends. */
    private final int[] ends;

    /**
     * Takes the lists apart.
     *
     * @param parent has the lists
     * @param expression yields the lists
     * @param width how many expressions describe an element
     */
    ElementChunk(ValueChunk parent, int expression, int width) {
        this.parent = parent;
        this.parts = new JsonValues[width];
        for (int i = 0; i < width; i++) {
            parts[i] = new JsonValues(parent.count());
        }
        this.ends = new int[parent.count()];
        split(parent.values(expression));
    }

    private void split(Values lists) {
        for (int list = 0; list < ends.length; list++) {
            String text = lists.listText(list);
            if (text != null) {
                split(text, lists.listStart(list));
            }
            ends[list] = count();
        }
    }

    private void split(String text, int open) {
        int position = open + 1;
        while (text.charAt(position) != ']') {
            position = parts.length == 1 ? value(text, position) : tuple(text, position);
            if (text.charAt(position) == ',') {
                position++;
            }
        }
    }

    private int value(String text, int from) {
        int to = Json.skip(text, from);
        parts[0].add(text, from, to);
        return to;
    }

    private int tuple(String text, int open) {
        int position = open;
        for (JsonValues part : parts) {
            // Behind the bracket or the comma.
            int from = position + 1;
            position = Json.skip(text, from);
            part.add(text, from, position);
        }
        return position + 1;
    }

    int start(int list) {
        return list == 0 ? 0 : ends[list - 1];
    }

    int[] ends() {
        return ends;
    }

    @Override
    public int count() {
        return parts[0].count();
    }

    @Override
    public Values values(int expression) {
        return parts[expression];
    }

    @Override
    public String locate(int element) {
        int found = Arrays.binarySearch(ends, element + 1);
        int list = found < 0 ? -found - 1 : firstOf(found);
        return String.format("element %d in %s", element - start(list) + 1, parent.locate(list));
    }

    /** Empty lists end where the one before them does. */
    private int firstOf(int list) {
        int first = list;
        while (first > 0 && ends[first - 1] == ends[list]) {
            first--;
        }
        return first;
    }
}
