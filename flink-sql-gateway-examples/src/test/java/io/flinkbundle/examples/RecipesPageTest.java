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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page of recipes shows is what runs: each block of SQL is part of a script it links. */
class RecipesPageTest {

    private static final Pattern BLOCK = Pattern.compile("(?s)```sql\n(.*?)```");
    private static final Pattern SCRIPT =
            Pattern.compile("\\(\\.\\./flink-sql-gateway-examples/sql/([^)]+)\\.sql\\)");

    private final ExampleCatalog catalog = new ExampleCatalog(Path.of("").toAbsolutePath());

    @Test
    void eachRecipeHasAScriptAndShowsPartsOfIt() throws IOException {
        assertThat(recipes()).hasSizeGreaterThan(5).allSatisfy(this::assertShowsItsScripts);
    }

    private static List<String> recipes() throws IOException {
        String page = Files.readString(Path.of("../docs/recipes.md"));
        return Stream.of(page.split("(?m)^## ")).skip(1).toList();
    }

    private void assertShowsItsScripts(String recipe) {
        List<String> names = found(SCRIPT, recipe);
        List<String> blocks = found(BLOCK, recipe);
        assertThat(names).isNotEmpty();
        assertThat(blocks).isNotEmpty();
        String scripts =
                names.stream()
                        .map(name -> words(catalog.find(name).text()))
                        .collect(Collectors.joining("\n"));
        assertThat(blocks).allSatisfy(block -> assertThat(scripts).contains(words(block)));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
    }

    /** The text without its layout. */
    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
