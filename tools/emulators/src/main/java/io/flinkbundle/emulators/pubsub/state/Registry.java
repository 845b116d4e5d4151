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

package io.flinkbundle.emulators.pubsub.state;

import io.flinkbundle.emulators.pubsub.rules.Errors;

import org.apache.flink.annotation.Internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The resources of one kind, by name. Thread-safe. */
@Internal
public final class Registry<T> {

    private final ConcurrentSkipListMap<String, T> resources = new ConcurrentSkipListMap<>();

    /** Throws ALREADY_EXISTS. */
    void add(String name, T resource) {
        if (resources.putIfAbsent(name, resource) != null) {
            throw Errors.alreadyExists(name);
        }
    }

    /** Throws NOT_FOUND. */
    T get(String name) {
        return find(name).orElseThrow(() -> Errors.notFound(name));
    }

    Optional<T> find(String name) {
        return Optional.ofNullable(resources.get(name));
    }

    /** Throws NOT_FOUND. */
    T remove(String name) {
        return Optional.ofNullable(resources.remove(name)).orElseThrow(() -> Errors.notFound(name));
    }

    /** The resources of a project, in the order of their names. */
    List<T> ofProject(String project) {
        return List.copyOf(resources.subMap(project + "/", project + "0").values());
    }

    Collection<T> all() {
        return resources.values();
    }

    void clear() {
        resources.clear();
    }
}
