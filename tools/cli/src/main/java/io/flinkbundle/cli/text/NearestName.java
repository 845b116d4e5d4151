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

package io.flinkbundle.cli.text;

import org.apache.flink.annotation.Internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
@Internal
public final class NearestName {

    private NearestName() {}

    /** The candidate with the fewest changes to it, unless even that one is far off. */
    public static Optional<String> of(String typed, Collection<String> candidates) {
        String wanted = normalized(typed);
        return candidates.stream()
                .filter(candidate -> !candidate.equals(typed))
                .filter(candidate -> distance(wanted, normalized(candidate)) <= allowed(wanted))
                .min(
                        Comparator.comparingInt((String each) -> distance(wanted, normalized(each)))
                                .thenComparing(Comparator.naturalOrder()))
                .or(() -> longer(wanted, candidates));
    }

    /** The only candidate that ends with the whole name, such as a.b for b. */
    private static Optional<String> longer(String wanted, Collection<String> candidates) {
        List<String> longer =
                candidates.stream()
                        .filter(candidate -> normalized(candidate).endsWith("-" + wanted))
                        .toList();
        return longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
    }

    /** Upper case, underscores and dots are spellings of the same word, not other letters. */
    private static String normalized(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
    }

    /** A third of the letters: enough for a typo, too little for another word. */
    private static int allowed(String name) {
        return Math.max(1, name.length() / 3);
    }

    /** Insertions, deletions, replacements and swaps of neighbours. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(from, to, cost, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(String from, String to, int[][] cost, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least =
                Math.min(
                        cost[i - 1][j - 1] + (same ? 0 : 1),
                        Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
