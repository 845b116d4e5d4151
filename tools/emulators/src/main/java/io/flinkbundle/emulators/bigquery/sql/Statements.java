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

package io.flinkbundle.emulators.bigquery.sql;

import io.flinkbundle.emulators.bigquery.errors.ApiException;

import org.apache.flink.annotation.Internal;

import java.util.List;

/** Takes texts for statements. */
@Internal
final class Statements {

    private Statements() {}

    /**
     * The words of the one statement of a text.
     *
     * @throws ApiException when there is none, or more than one
     */
    static List<Token> single(String sql) {
        List<Token> tokens = Tokenizer.tokens(sql);
        int end = tokens.size();
        while (end > 0 && tokens.get(end - 1).is(";")) {
            end--;
        }
        List<Token> statement = tokens.subList(0, end);
        if (statement.isEmpty()) {
            throw ApiException.invalidQuery("Syntax error: Unexpected end of statement");
        }
        if (statement.stream().anyMatch(token -> token.is(";"))) {
            throw ApiException.notEmulated("several statements in one query");
        }
        return statement;
    }
}
