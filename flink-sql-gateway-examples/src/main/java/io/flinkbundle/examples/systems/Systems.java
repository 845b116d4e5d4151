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

package io.flinkbundle.examples.systems;

import io.flinkbundle.examples.ExampleException;
import io.flinkbundle.examples.ResultTable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The systems of a run: each is started when the first script needs it, and all end together. One
 * that the environment names is used instead and is left alone.
 */
public final class Systems implements AutoCloseable {

    private final Map<String, String> environment;
    private final BiConsumer<SystemKind, String> started;
    private final Map<SystemKind, ExternalSystem> running = new EnumMap<>(SystemKind.class);

    /**
     * @param environment the variables that replace embedded systems
     * @param started told of each system that has started, and where it listens
     */
    public Systems(Map<String, String> environment, BiConsumer<SystemKind, String> started) {
        this.environment = Map.copyOf(environment);
        this.started = started;
    }

    /** What the placeholders become that belong to systems; starts those that are needed. */
    public Map<String, String> valuesOf(Set<String> placeholders) {
        Map<String, String> values = new HashMap<>();
        for (String placeholder : placeholders) {
            SystemKind.of(placeholder)
                    .ifPresent(kind -> values.put(placeholder, value(kind, placeholder)));
        }
        return values;
    }

    /**
     * Passes on what a script asks a system for.
     *
     * @return empty when the system is not ours to instruct
     */
    public Optional<Reply> perform(SystemKind kind, String instruction)
            throws InterruptedException {
        return isReplaced(kind)
                ? Optional.empty()
                : Optional.of(new Reply(system(kind).perform(instruction)));
    }

    /** What a system answered: perhaps nothing that can be compared. */
    public record Reply(Optional<ResultTable> result) {}

    private String value(SystemKind kind, String placeholder) {
        if (!isReplaced(kind)) {
            return system(kind).values().get(placeholder);
        }
        return Optional.ofNullable(environment.get(placeholder))
                .orElseThrow(
                        () ->
                                new ExampleException(
                                        "%s is set, so %s is not started; set %s too."
                                                .formatted(
                                                        kind.variables().get(0),
                                                        kind.id(),
                                                        placeholder)));
    }

    private boolean isReplaced(SystemKind kind) {
        return environment.containsKey(kind.variables().get(0));
    }

    private ExternalSystem system(SystemKind kind) {
        return running.computeIfAbsent(
                kind,
                missing -> {
                    ExternalSystem system = missing.start();
                    started.accept(missing, system.address());
                    return system;
                });
    }

    @Override
    public void close() {
        Deque<ExternalSystem> newestFirst = new ArrayDeque<>();
        running.values().forEach(newestFirst::push);
        newestFirst.forEach(ExternalSystem::close);
    }
}
