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

package io.flinkbundle.connector.common.testing;

import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.util.FlinkUserCodeClassLoaders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * Loads a SQL jar as a cluster loads it: child first, apart from Flink's own classes. Classes of
 * this project that stand on the test class path are hidden from it, so that the jar has to bring
 * what it needs.
 */
public final class SqlJarLoader implements AutoCloseable {

    private static final String[] PARENT_FIRST = {
        "java.", "javax.", "org.apache.flink.", "org.slf4j.", "org.duckdb.", "org.xml.", "org.w3c."
    };

    private final Path jar;
    private final URLClassLoader loader;

    private SqlJarLoader(Path jar, URLClassLoader loader) {
        this.jar = jar;
        this.loader = loader;
    }

    /**
     * Opens {@code target/<name>-<version>.jar} of the module under test.
     *
     * @param name such as {@code flink-sql-connector-duckdb}
     */
    public static SqlJarLoader open(String name) {
        Path jar = path(name);
        try {
            URL[] urls = {jar.toUri().toURL()};
            return new SqlJarLoader(
                    jar,
                    FlinkUserCodeClassLoaders.childFirst(
                            urls,
                            new ProjectHidingClassLoader(SqlJarLoader.class.getClassLoader()),
                            PARENT_FIRST,
                            // It is thrown as well, and some libraries look for classes that
                            // need not be there.
                            failure -> {},
                            false));
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path path(String name) {
        return Path.of(
                System.getProperty("project.build.directory", "target"),
                name + "-" + System.getProperty("project.version", "1.0.0-SNAPSHOT") + ".jar");
    }

    /** The class loader of the jar. */
    public ClassLoader classLoader() {
        return loader;
    }

    /** The table factory with this identifier, which must come from the jar itself. */
    public Factory factory(String identifier) {
        return factory(DynamicTableFactory.class, identifier);
    }

    /** The factory of a kind with this identifier, which must come from the jar itself. */
    public <F extends Factory> F factory(Class<F> kind, String identifier) {
        List<F> found =
                ServiceLoader.load(Factory.class, loader).stream()
                        .filter(provider -> provider.type().getClassLoader() == loader)
                        .map(ServiceLoader.Provider::get)
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .filter(factory -> factory.factoryIdentifier().equals(identifier))
                        .collect(Collectors.toList());
        if (found.size() != 1) {
            throw new AssertionError(
                    "Expected one factory '" + identifier + "' in " + jar + ", found " + found);
        }
        return found.get(0);
    }

    /** The classes in the jar that stand outside these packages, given with slashes. */
    public Set<String> classesOutside(String... packages) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(entry -> entry.endsWith(".class"))
                    .map(entry -> entry.replaceFirst("^META-INF/versions/[0-9]+/", ""))
                    .filter(entry -> List.of(packages).stream().noneMatch(entry::startsWith))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text file in the jar, such as {@code META-INF/NOTICE}. */
    public String text(String entry) {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry found = file.getEntry(entry);
            if (found == null) {
                throw new AssertionError("There is no " + entry + " in " + jar);
            }
            return new String(file.getInputStream(found).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    /** The test class path without the classes of this project. */
    private static final class ProjectHidingClassLoader extends ClassLoader {

        private ProjectHidingClassLoader(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.flinkbundle.")) {
                throw new ClassNotFoundException(name + " is hidden from the SQL jar");
            }
            return super.loadClass(name, resolve);
        }
    }
}
