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

package io.flinkbundle.cli.inventory;

import org.apache.flink.annotation.Internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads service files with the place they are in, which {@link java.util.ServiceLoader} does not
 * tell, and without stopping at the first provider that does not load.
 */
@Internal
final class ServiceFiles {

    private ServiceFiles() {}

    /**
     * One line of a service file.
     *
     * @param provider the class
     * @param file the service file
     */
    record Registration(String provider, URL file) {

        /** The jar or folder that the service file is in. */
        String location() {
            String text = file.toString().replaceFirst("^jar:", "").replaceFirst("^file:", "");
            return text.replaceFirst("!?/META-INF/services/.*$", "");
        }

        /** The file name of the jar; of a folder of classes the module that it belongs to. */
        String jar() {
            String location = location().replaceFirst("/target/classes$", "");
            return location.substring(location.lastIndexOf('/') + 1);
        }
    }

    /** All registrations for a service, in the order of the class path. */
    static List<Registration> of(Class<?> service, ClassLoader loader) {
        List<Registration> found = new ArrayList<>();
        try {
            for (URL file :
                    Collections.list(
                            loader.getResources("META-INF/services/" + service.getName()))) {
                for (String provider : lines(file)) {
                    found.add(new Registration(provider, file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The class path cannot be read", e);
        }
        return found;
    }

    private static List<String> lines(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream();
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }
}
