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

import io.flinkbundle.cli.Failures;
import io.flinkbundle.cli.inventory.ServiceFiles.Registration;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.flink.table.factories.DecodingFormatFactory;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.EncodingFormatFactory;
import org.apache.flink.table.factories.Factory;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The connectors, formats and catalogs that Flink would find on a class path. */
@Internal
public final class FactoryInventory {

    private final List<FactoryEntry> entries = new ArrayList<>();
    private final Map<FactoryEntry, Factory> factories = new LinkedHashMap<>();
    private final List<UnusableFactory> unusable = new ArrayList<>();

    private FactoryInventory() {}

    /** Looks through the service files of the class path, and loads what they name. */
    public static FactoryInventory of(ClassPath classPath) {
        FactoryInventory inventory = new FactoryInventory();
        for (Registration each : ServiceFiles.of(Factory.class, classPath.loader())) {
            inventory.add(each, classPath);
        }
        inventory.entries.sort(
                Comparator.comparing(FactoryEntry::kind).thenComparing(FactoryEntry::name));
        return inventory;
    }

    /** All of them, by kind and name. */
    public List<FactoryEntry> entries() {
        return List.copyOf(entries);
    }

    /** Factories that are registered and do not load. */
    public List<UnusableFactory> unusable() {
        return List.copyOf(unusable);
    }

    /** The first factory of that kind and name. */
    public Optional<FactoryEntry> find(FactoryKind kind, String name) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind && entry.name().equals(name))
                .findFirst();
    }

    /** The names of one kind. */
    public List<String> names(FactoryKind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .map(FactoryEntry::name)
                .distinct()
                .toList();
    }

    /** Its options, required ones first, each group by name. */
    public List<OptionEntry> options(FactoryEntry entry) {
        Factory factory = factories.get(entry);
        return Stream.concat(
                        describe(factory.requiredOptions(), true),
                        describe(factory.optionalOptions(), false))
                .toList();
    }

    /** What is claimed by more than one jar. */
    public List<FactoryClash> clashes() {
        Map<String, List<FactoryEntry>> byName = new TreeMap<>();
        for (FactoryEntry entry : entries) {
            byName.computeIfAbsent(entry.kind() + " " + entry.name(), key -> new ArrayList<>())
                    .add(entry);
        }
        List<FactoryClash> clashes = new ArrayList<>();
        for (List<FactoryEntry> same : byName.values()) {
            Set<String> locations = new LinkedHashSet<>();
            // A format may read in one factory and write in another: that is no clash.
            Stream.of(
                            same.stream().filter(FactoryEntry::reads).toList(),
                            same.stream().filter(FactoryEntry::writes).toList(),
                            same.stream().filter(each -> !each.reads() && !each.writes()).toList())
                    .filter(claims -> claims.size() > 1)
                    .flatMap(List::stream)
                    .map(FactoryEntry::location)
                    .forEach(locations::add);
            if (locations.size() > 1) {
                clashes.add(
                        new FactoryClash(
                                same.get(0).name(), same.get(0).kind(), List.copyOf(locations)));
            }
        }
        return clashes;
    }

    private static Stream<OptionEntry> describe(Set<ConfigOption<?>> options, boolean required) {
        return options.stream()
                .map(option -> OptionEntry.of(option, required))
                .sorted(Comparator.comparing(OptionEntry::key));
    }

    private void add(Registration registration, ClassPath classPath) {
        try {
            Class<?> provider = Class.forName(registration.provider(), false, classPath.loader());
            Optional<FactoryKind> kind = kindOf(provider);
            if (kind.isPresent()) {
                Factory factory = (Factory) provider.getDeclaredConstructor().newInstance();
                add(registration, classPath, factory, kind.get());
            }
        } catch (InvocationTargetException e) {
            addUnusable(registration, e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            addUnusable(registration, e);
        }
    }

    private void add(
            Registration registration, ClassPath classPath, Factory factory, FactoryKind kind) {
        FactoryEntry entry =
                new FactoryEntry(
                        factory.factoryIdentifier(),
                        kind,
                        factory instanceof DynamicTableSourceFactory
                                || factory instanceof DecodingFormatFactory,
                        factory instanceof DynamicTableSinkFactory
                                || factory instanceof EncodingFormatFactory,
                        registration.jar(),
                        registration.location(),
                        registration.provider(),
                        classPath.isUserJar(registration.file()));
        if (factories.putIfAbsent(entry, factory) == null) {
            entries.add(entry);
        }
    }

    private void addUnusable(Registration registration, Throwable reason) {
        unusable.add(
                new UnusableFactory(
                        registration.provider(), registration.jar(), Failures.messageOf(reason)));
    }

    /**
     * Modules, planners and the like are nothing that a script names, and are not even made: the
     * planner's factories copy a jar of tens of megabytes first.
     */
    private static Optional<FactoryKind> kindOf(Class<?> provider) {
        if (isAny(provider, DynamicTableSourceFactory.class, DynamicTableSinkFactory.class)) {
            return Optional.of(FactoryKind.CONNECTOR);
        }
        if (isAny(provider, DecodingFormatFactory.class, EncodingFormatFactory.class)) {
            return Optional.of(FactoryKind.FORMAT);
        }
        return isAny(provider, CatalogFactory.class)
                ? Optional.of(FactoryKind.CATALOG)
                : Optional.empty();
    }

    private static boolean isAny(Class<?> provider, Class<?>... types) {
        return Stream.of(types).anyMatch(type -> type.isAssignableFrom(provider));
    }
}
