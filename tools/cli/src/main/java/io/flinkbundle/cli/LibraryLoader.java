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

package io.flinkbundle.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;

/**
 * Loads from the executable jar, and from the jars inside of it as soon as something is asked for
 * that the executable one does not have itself. Help, version and completion never come to that.
 */
final class LibraryLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Library library;
    private boolean complete;

    LibraryLoader(Path jar, Library library) throws MalformedURLException {
        super("flink-conn", new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        this.library = library;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try {
            return super.findClass(name);
        } catch (ClassNotFoundException e) {
            addLibrary();
            return super.findClass(name);
        }
    }

    @Override
    public URL findResource(String name) {
        URL found = super.findResource(name);
        if (found != null) {
            return found;
        }
        addLibrary();
        return super.findResource(name);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        addLibrary();
        return super.findResources(name);
    }

    private synchronized void addLibrary() {
        if (complete) {
            return;
        }
        try {
            for (Path each : library.unpacked()) {
                addURL(each.toUri().toURL());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The jars of flink-conn cannot be unpacked into %s; FLINK_CONN_CACHE names another folder"
                            .formatted(library.folder()),
                    e);
        }
        complete = true;
    }
}
