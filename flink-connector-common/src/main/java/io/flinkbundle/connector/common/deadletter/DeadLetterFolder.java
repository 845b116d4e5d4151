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

package io.flinkbundle.connector.common.deadletter;

import org.apache.flink.annotation.Internal;

import java.util.Objects;

/**
 * Dead letters as files of JSON lines.
 *
 * @param path a folder on any Flink {@code FileSystem}
 */
@Internal
record DeadLetterFolder(String path) implements DeadLetterTarget {

    private static final long serialVersionUID = 1L;

    DeadLetterFolder {
        Objects.requireNonNull(path);
    }

    @Override
    public DeadLetterWriter open(String connector, int subtask) {
        return new DeadLetterFile(path, connector, subtask);
    }
}
