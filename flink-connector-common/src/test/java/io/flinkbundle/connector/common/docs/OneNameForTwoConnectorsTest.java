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

package io.flinkbundle.connector.common.docs;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.table.factories.FactoryUtil;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a person sees who leaves the jar of another connector beside ours, and of none. */
class OneNameForTwoConnectorsTest {

    private static final String NAME = "pubsub";

    @TempDir private Path folder;

    @Test
    void flinkNamesBothClassesAsThePagesSay() throws IOException {
        try (URLClassLoader loader = loaderWith(Ours.class, Theirs.class)) {
            assertThatThrownBy(() -> find(loader))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("Multiple factories for identifier '" + NAME + "'")
                    .hasMessageContaining(Ours.class.getName())
                    .hasMessageContaining(Theirs.class.getName());
        }
        assertThat(Repository.read("docs/install.md"))
                .contains("`Multiple factories for identifier`");
    }

    @Test
    void flinkFindsNoFactoryWithoutTheJar() throws IOException {
        try (URLClassLoader loader = loaderWith()) {
            assertThatThrownBy(() -> find(loader))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("Could not find any factory for identifier '" + NAME);
        }
        assertThat(Repository.read("docs/troubleshooting.md"))
                .contains("`Could not find any factory for identifier`");
    }

    private static Factory find(ClassLoader loader) {
        return FactoryUtil.discoverFactory(loader, DynamicTableSinkFactory.class, NAME);
    }

    private URLClassLoader loaderWith(Class<?>... factories) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        StringBuilder names = new StringBuilder();
        for (Class<?> factory : factories) {
            names.append(factory.getName()).append('\n');
        }
        Files.writeString(services.resolve(Factory.class.getName()), names);
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }

    /** A factory by its name alone. */
    public abstract static class Named implements DynamicTableSinkFactory {

        @Override
        public DynamicTableSink createDynamicTableSink(Context context) {
            throw new UnsupportedOperationException("It is only looked for.");
        }

        @Override
        public String factoryIdentifier() {
            return NAME;
        }

        @Override
        public Set<ConfigOption<?>> requiredOptions() {
            return Set.of();
        }

        @Override
        public Set<ConfigOption<?>> optionalOptions() {
            return Set.of();
        }
    }

    /** The one. */
    public static final class Ours extends Named {}

    /** The other. */
    public static final class Theirs extends Named {}
}
