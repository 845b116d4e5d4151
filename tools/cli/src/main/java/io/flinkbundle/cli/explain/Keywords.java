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

package io.flinkbundle.cli.explain;

import io.flinkbundle.cli.text.NearestName;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Helps with misspelt and with reserved words. */
final class Keywords {

    private static final List<String> STATEMENTS =
            List.of(
                    "CREATE",
                    "TABLE",
                    "INSERT",
                    "INTO",
                    "SELECT",
                    "FROM",
                    "WHERE",
                    "GROUP",
                    "WITH",
                    "PRIMARY",
                    "ENFORCED",
                    "WATERMARK",
                    "PARTITIONED",
                    "STATEMENT",
                    "EXECUTE",
                    "VALUES",
                    "UNION",
                    "TEMPORARY",
                    "CATALOG",
                    "DATABASE",
                    "VIEW",
                    "INTERVAL");

    /** Words of SQL that stand for themselves and that people take for names. */
    private static final Set<String> RESERVED =
            Set.of(
                    ("all and any array as at average avg begin between bigint binary blob boolean "
                                    + "both by call cast catalogs char character check close collate collect "
                                    + "column comment commit condition connect constraint contains convert "
                                    + "count cross cube current cursor date day days dec decimal declare "
                                    + "default delete describe desc deterministic disconnect distinct double "
                                    + "drop dynamic each element else end equals escape every except exec "
                                    + "execute exists explain external extract false fetch filter float "
                                    + "floor for foreign from full function fusion get global grant group "
                                    + "grouping groups having hold hour hours identity import in indicator "
                                    + "inner inout insert int integer intersect interval into is join lag "
                                    + "language large last_value lateral lead leading left like limit ln "
                                    + "local localtime lower match max measures member merge method min "
                                    + "minute minutes mod module month months multiset national natural new "
                                    + "no none normalize not null numeric of offset old omit on one only "
                                    + "open or order out outer over overlaps parameter partition pattern per "
                                    + "percent period permute portion position power precision prepare "
                                    + "previous primary procedure range rank raw read real recursive ref "
                                    + "references release reset result return returns revoke right rollback "
                                    + "rollup row rows savepoint scroll search second seconds select session "
                                    + "set show similar skip smallint some specific sql start state static "
                                    + "statement string subset substring sum symmetric system table tables "
                                    + "then time timestamp tinyint to trailing translate trigger trim true "
                                    + "truncate uescape union unique unknown update upper user using value "
                                    + "values varbinary varchar varying view watermark week when where "
                                    + "window with within without year years")
                            .split(" "));

    private static final List<String> FIRST_WORDS =
            List.of(
                    "CREATE",
                    "ALTER",
                    "DROP",
                    "INSERT",
                    "SELECT",
                    "SET",
                    "RESET",
                    "USE",
                    "SHOW",
                    "DESCRIBE",
                    "EXPLAIN",
                    "EXECUTE",
                    "BEGIN",
                    "END",
                    "WITH",
                    "VALUES",
                    "ADD",
                    "REMOVE",
                    "LOAD",
                    "UNLOAD",
                    "CALL",
                    "DELETE",
                    "UPDATE",
                    "TRUNCATE",
                    "ANALYZE",
                    "COMPILE",
                    "STOP",
                    "HELP",
                    "QUIT",
                    "EXIT",
                    "CLEAR",
                    "DESC",
                    "REPLACE");

    private Keywords() {}

    /** The word that a statement was meant to begin with, when it does not begin with any. */
    static Optional<String> statement(String firstWord) {
        String word = firstWord.toUpperCase(Locale.ROOT);
        return FIRST_WORDS.contains(word) ? Optional.empty() : NearestName.of(word, FIRST_WORDS);
    }

    /**
     * What probably is wrong near a word at which the parser gives up.
     *
     * @param before the word in front of it
     */
    static String hint(String word, String before) {
        String first = word.split(" ")[0];
        if (RESERVED.contains(first.toLowerCase(Locale.ROOT))) {
            return "'%s' is a word of SQL; as a name it needs backticks: `%s`."
                    .formatted(first, first);
        }
        return meant(before)
                .or(() -> meant(first))
                .orElse("Look for a missing comma, quote or parenthesis just before it.");
    }

    private static Optional<String> meant(String word) {
        return STATEMENTS.contains(word.toUpperCase(Locale.ROOT))
                ? Optional.empty()
                : NearestName.of(word, STATEMENTS)
                        .map(near -> "Did you mean %s instead of '%s'?".formatted(near, word));
    }
}
