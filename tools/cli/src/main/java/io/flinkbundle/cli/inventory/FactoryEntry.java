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

/**
 * One factory on the class path.
 *
 * @param name its identifier, such as {@code duckdb}
 * @param kind what it makes
 * @param reads whether tables can be read, or data decoded, with it
 * @param writes whether tables can be written, or data encoded, with it
 * @param jar the file name of the jar, or the folder, that it is in
 * @param location where that is
 * @param factoryClass its class
 * @param userJar whether the user named that jar
 */
@Internal
public record FactoryEntry(
        String name,
        FactoryKind kind,
        boolean reads,
        boolean writes,
        String jar,
        String location,
        String factoryClass,
        boolean userJar) {

    /** What it is and does, in words. */
    public String abilities() {
        String does;
        if (reads && writes) {
            does = kind + ", reads and writes";
        } else if (reads) {
            does = kind + ", reads";
        } else {
            does = writes ? kind + ", writes" : kind.toString();
        }
        return does;
    }
}
