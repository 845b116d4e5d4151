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

package io.flinkbundle.connector.duckdb.table.lookup;

import io.flinkbundle.connector.duckdb.DuckDbFiles;
import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DatabaseBusyException;
import io.flinkbundle.connector.duckdb.client.DatabaseNotFoundException;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.client.FileHolder;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.DuckDbSource;
import io.flinkbundle.connector.duckdb.source.DuckDbSourceBuilder;
import io.flinkbundle.connector.duckdb.source.reader.KeyField;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;

import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyLookupTest {

    private static final RowType ROW_TYPE =
            (RowType)
                    DataTypes.ROW(
                                    DataTypes.FIELD("id", DataTypes.BIGINT()),
                                    DataTypes.FIELD("name", DataTypes.STRING()))
                            .getLogicalType();

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void createTable() throws Exception {
        file =
                DuckDbFiles.execute(
                        folder.resolve("names.duckdb"),
                        "CREATE TABLE names (id BIGINT, name VARCHAR)",
                        "INSERT INTO names VALUES (1, 'one'), (2, 'two')");
    }

    private KeyLookup lookup(int maxRetries, Consumer<DuckDbSourceBuilder<RowData>> relation) {
        DuckDbSourceBuilder<RowData> builder =
                DuckDbSource.<RowData>builder(row -> row, InternalTypeInfo.of(ROW_TYPE))
                        .setSettings(
                                DuckDbSettings.of(file.toString())
                                        .withMaxWait(Duration.ofMillis(50)))
                        .setRowType(ROW_TYPE);
        relation.accept(builder);
        DuckDbScan scan = builder.buildScan();
        return new KeyLookup(
                new LookupConfig(
                        scan,
                        List.of(new KeyField("id", new BigIntType())),
                        new RowDataSerializer(ROW_TYPE),
                        maxRetries,
                        false),
                "lookup test");
    }

    private KeyLookup lookup(int maxRetries) {
        return lookup(maxRetries, builder -> builder.setTableName("names"));
    }

    private static CompletableFuture<Collection<RowData>> ask(KeyLookup lookup, long id) {
        return lookup.find(GenericRowData.of(id));
    }

    private static List<String> names(KeyLookup lookup, long id) throws Exception {
        return ask(lookup, id).get().stream().map(row -> row.getString(1).toString()).toList();
    }

    private void write(String sql, Duration maxWait) throws Exception {
        try (DuckDbDatabase database =
                        DuckDbDatabase.open(
                                DuckDbSettings.of(file.toString()).withMaxWait(maxWait),
                                AccessMode.READ_WRITE,
                                "writer");
                DuckDBConnection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void answersEachOfManyKeys() throws Exception {
        try (KeyLookup lookup = lookup(0)) {
            List<CompletableFuture<Collection<RowData>>> answers = new ArrayList<>();
            for (long id = 0; id < 5_000; id++) {
                answers.add(ask(lookup, id));
            }

            for (int id = 0; id < answers.size(); id++) {
                assertThat(answers.get(id).get()).hasSize(id == 1 || id == 2 ? 1 : 0);
            }
        }
    }

    @Test
    void aKeyWithNullFindsNothing() throws Exception {
        DuckDbFiles.execute(file, "INSERT INTO names VALUES (NULL, 'none')");
        try (KeyLookup lookup = lookup(0)) {
            assertThat(lookup.find(new GenericRowData(1)).get()).isEmpty();
        }
    }

    @Test
    void releasesTheFileWhenNoKeyComesAndSeesWhatOthersWrote() throws Exception {
        try (KeyLookup lookup = lookup(0)) {
            assertThat(names(lookup, 3)).isEmpty();

            write("INSERT INTO names VALUES (3, 'three')", Duration.ofSeconds(30));

            assertThat(names(lookup, 3)).containsExactly("three");
        }
    }

    @Test
    void letsOthersInWhileKeysKeepComing() throws Exception {
        try (KeyLookup lookup = lookup(1_000)) {
            CompletableFuture<Void> written =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    write(
                                            "INSERT INTO names VALUES (4, 'four')",
                                            Duration.ofSeconds(60));
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            });

            while (!written.isDone()) {
                assertThat(names(lookup, 1)).containsExactly("one");
            }

            written.get();
            assertThat(names(lookup, 4)).containsExactly("four");
        }
    }

    @Test
    void aFileInUseIsTriedAgainAndThenNamed() throws Exception {
        Process holder = FileHolder.start(file, "connector");
        try (KeyLookup lookup = lookup(2)) {
            assertThatThrownBy(() -> ask(lookup, 1).get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(DatabaseBusyException.class)
                    .hasMessageContaining("nightly");
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void aMissingFileFailsTheKeyAndTheNextOneTriesAgain() throws Exception {
        Path existing = file;
        file = folder.resolve("missing.duckdb");
        try (KeyLookup lookup = lookup(3)) {
            assertThatThrownBy(() -> ask(lookup, 1).get())
                    .cause()
                    .isInstanceOf(DatabaseNotFoundException.class)
                    .hasMessageContaining("missing.duckdb");

            DuckDbFiles.execute(
                    file,
                    "ATTACH '" + existing + "' AS old (READ_ONLY)",
                    "CREATE TABLE names AS FROM old.names");

            assertThat(names(lookup, 2)).containsExactly("two");
        }
    }

    @Test
    void closingEndsAQueryThatRunsAndFailsItsKeys() throws Exception {
        KeyLookup lookup =
                lookup(
                        0,
                        builder ->
                                builder.setQuery(
                                        "SELECT count(*) AS id, 'x' AS name FROM range(1000000) a,"
                                                + " range(1000000) b WHERE a.range + b.range = 7"));
        CompletableFuture<Collection<RowData>> answer = ask(lookup, 1);

        lookup.close();

        assertThatThrownBy(answer::get).cause().isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ask(lookup, 1).get())
                .cause()
                .hasMessageContaining("was closed before its answer");
    }
}
