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

package io.flinkbundle.connector.common.boundedness;

import org.apache.flink.annotation.PublicEvolving;

import java.util.Locale;

/**
 * How a sink decides between its streaming and its bulk path; the values of the option {@code
 * sink.write-mode}.
 */
@PublicEvolving
public enum WriteMode {
    /** Derived from the boundedness of what feeds the sink. */
    AUTO,
    /** The streaming path, whatever feeds the sink. */
    STREAMING,
    /** The bulk path, whatever feeds the sink; the input must end, or nothing becomes visible. */
    BATCH;

    /** The value as it is written in a table option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
