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

package io.flinkbundle.connector.bigquery.source;

import io.flinkbundle.connector.bigquery.client.RowFormat;
import io.flinkbundle.connector.bigquery.source.reader.arrow.ArrowDecoder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ReadFormatTest {

    @ParameterizedTest
    @CsvSource({
        "AUTO, true, ARROW",
        "AUTO, false, AVRO",
        "ARROW, true, ARROW",
        "ARROW, false, ARROW",
        "AVRO, true, AVRO",
        "AVRO, false, AVRO"
    })
    void takesArrowWhereItCanBeUsed(ReadFormat format, boolean usable, RowFormat chosen) {
        assertThat(format.choose(usable)).isEqualTo(chosen);
    }

    /** The tests run with the opening. */
    @Test
    void knowsWhetherTheJvmIsOpened() {
        assertThat(ArrowDecoder.isUsable()).isTrue();
    }

    @Test
    void aSchemaTellsItsFormat() {
        assertThat(RowFormat.of("{\"type\": \"record\"}".getBytes(UTF_8)))
                .isEqualTo(RowFormat.AVRO);
        assertThat(RowFormat.of(new byte[] {-1, -1, -1, -1})).isEqualTo(RowFormat.ARROW);
        assertThat(RowFormat.of(new byte[0])).isEqualTo(RowFormat.ARROW);
    }
}
