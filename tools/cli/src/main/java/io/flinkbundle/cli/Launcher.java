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

import org.apache.flink.annotation.Internal;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

/**
 * The main class of the executable jar. Flink's planner, DuckDB's native code and service files
 * want jars as they were made, so they lie whole inside of this one; the first command that needs
 * one of them unpacks them.
 *
 * <p>Uses nothing but the JDK, because nothing else is on the class path yet.
 */
@Internal
public final class Launcher {

    private Launcher() {}

    public static void main(String[] arguments) throws Exception {
        Path jar =
                Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        ClassLoader loader = new LibraryLoader(jar, new Library(jar));
        Thread.currentThread().setContextClassLoader(loader);
        // What picocli would look for in vain, at the price of all jars being unpacked.
        System.setProperty("picocli.disable.closures", "true");
        System.setProperty("org.fusesource.jansi.Ansi.disable", "true");
        try {
            Class.forName("io.flinkbundle.cli.FlinkConn", true, loader)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        }
    }
}
