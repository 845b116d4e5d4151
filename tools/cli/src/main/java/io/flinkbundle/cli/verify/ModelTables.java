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

package io.flinkbundle.cli.verify;

import io.flinkbundle.cli.script.Statement;

import org.apache.flink.annotation.Internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables that a script makes others of by {@code LIKE}. Such a table may lack options which the
 * others add.
 */
@Internal
record ModelTables(Set<String> names) {

    static final ModelTables NONE = new ModelTables(Set.of());

    /** Its group is the last part of the name, as it stands at the end of CREATE TABLE. */
    private static final Pattern LIKE =
            Pattern.compile(
                    "(?is)^\\s*CREATE\\s+(?:TEMPORARY\\s+)?TABLE\\b.*"
                            + "\\bLIKE\\s+(?:`?\\w+`?\\s*\\.\\s*)*`?(\\w+)`?");

    static ModelTables of(List<Statement> statements) {
        Set<String> names = new LinkedHashSet<>();
        for (Statement statement : statements) {
            Matcher like = LIKE.matcher(statement.sql());
            if (like.find()) {
                names.add(like.group(1));
            }
        }
        return new ModelTables(names);
    }

    boolean contains(TableDeclaration table) {
        return names.contains(table.identifier().getObjectName());
    }
}
