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

package io.flinkbundle.cli.transfer;

import io.flinkbundle.cli.inventory.FactoryEntry;
import io.flinkbundle.cli.inventory.FactoryInventory;

import org.apache.flink.annotation.Internal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The jars that connectors, formats and catalogs of a configuration come from, and those that it
 * names itself, as far as they lie on this machine.
 */
@Internal
public final class NeededJars {

    private static final Pattern FACTORY =
            Pattern.compile("'(?:connector|type|(?:key\\.|value\\.)?format)'\\s*=\\s*'([^']+)'");

    private static final Pattern NAMED_JAR =
            Pattern.compile("\\bJAR\\s+'((?:[^']|'')+)'", Pattern.CASE_INSENSITIVE);

    private static final Set<String> NAMING = Set.of("jar", "function");

    private NeededJars() {}

    /** Each jar once, by name; what is part of Flink itself is left out. */
    public static List<Jar> of(List<Item> items, FactoryInventory inventory) {
        Set<String> names = new HashSet<>();
        for (Item item : items) {
            Matcher factory = FACTORY.matcher(item.sql());
            while (factory.find()) {
                names.add(factory.group(1));
            }
        }
        Map<String, Jar> jars = new TreeMap<>();
        for (FactoryEntry entry : inventory.entries()) {
            if (names.contains(entry.name())
                    && entry.userJar()
                    && entry.location().endsWith(".jar")) {
                Path file = Path.of(entry.location());
                jars.put(entry.jar(), new Jar(entry.jar(), sha256(file)));
            }
        }
        for (Item item : items) {
            if (NAMING.contains(item.kind())) {
                NAMED_JAR
                        .matcher(item.sql())
                        .results()
                        .map(
                                jar ->
                                        new File(
                                                jar.group(1)
                                                        .replace("''", "'")
                                                        .replaceFirst("^file:/*", "/")))
                        .filter(File::isFile)
                        .forEach(
                                jar ->
                                        jars.put(
                                                jar.getName(),
                                                new Jar(jar.getName(), sha256(jar.toPath()))));
            }
        }
        return List.copyOf(jars.values());
    }

    private static String sha256(Path file) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (IOException e) {
            throw new UncheckedIOException("The jar " + file + " cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
