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

import io.flinkbundle.emulators.influxdb3.sql.SqlToken.Kind;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqlTokenizerTest {

    @Test
    void tellsItsPiecesApart() throws Exception {
        assertThat(SqlTokenizer.tokens("SELECT \"A\"\"b\", 'it''s', 1.5e-3, $p FROM t_1::x"))
                .containsExactly(
                        new SqlToken(Kind.WORD, "SELECT"),
                        new SqlToken(Kind.QUOTED_NAME, "A\"b"),
                        new SqlToken(Kind.SYMBOL, ","),
                        new SqlToken(Kind.STRING, "it's"),
                        new SqlToken(Kind.SYMBOL, ","),
                        new SqlToken(Kind.NUMBER, "1.5e-3"),
                        new SqlToken(Kind.SYMBOL, ","),
                        new SqlToken(Kind.PARAMETER, "p"),
                        new SqlToken(Kind.WORD, "FROM"),
                        new SqlToken(Kind.WORD, "t_1"),
                        new SqlToken(Kind.SYMBOL, "::"),
                        new SqlToken(Kind.WORD, "x"));
    }

    @Test
    void leavesCommentsOut() throws Exception {
        assertThat(SqlTokenizer.tokens("a -- b\n/* c */ d"))
                .extracting(SqlToken::text)
                .containsExactly("a", "d");
    }

    @Test
    void refusesQuotesThatDoNotClose() {
        assertThatThrownBy(() -> SqlTokenizer.tokens("SELECT 'a"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("Unterminated string literal at Column: 8");
    }
}
