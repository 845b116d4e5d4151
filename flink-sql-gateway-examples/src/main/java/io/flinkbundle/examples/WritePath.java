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

package io.flinkbundle.examples;

/** The ways in which a sink of the bundle writes, as it names them in Flink's log. */
enum WritePath {
    BULK("source ends, no checkpoints: one direct commit"),
    STAGED_BULK("source ends: staged at checkpoints, one commit"),
    PER_CHECKPOINT("source never ends: one commit a checkpoint"),
    CONTINUOUS("source never ends, no checkpoints: written as it comes");

    private final String meaning;

    WritePath(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    boolean isBounded() {
        return this == BULK || this == STAGED_BULK;
    }
}
