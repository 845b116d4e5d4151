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

package io.flinkbundle.examples;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExampleCatalogTest {

    private final ExampleCatalog catalog = new ExampleCatalog(Path.of("").toAbsolutePath());

    @Test
    void everyExampleSaysWhatItShowsAndHasAnExpectedResult() {
        assertThat(catalog.all())
                .isNotEmpty()
                .allSatisfy(
                        example -> {
                            assertThat(example.title()).contains(": ");
                            assertThat(example.expected()).as(example.name()).isNotEmpty();
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"02-hello", "hello", "02", "02-hello.sql", "sql/02-hello.sql"})
    void anExampleIsFoundByNameNumberAndFile(String name) {
        assertThat(catalog.find(name).name()).isEqualTo("02-hello");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> catalog.find("hallo"))
                .isInstanceOf(ExampleException.class)
                .hasMessageContaining("'hallo'")
                .hasMessageContaining("02-hello");
    }

    @Test
    void theFirstExampleIsLeftToItsOwnRunner() {
        assertThatThrownBy(() -> catalog.find("earthquakes-per-day"))
                .isInstanceOf(ExampleException.class)
                .hasMessageContaining("./quickstart");
    }
}
