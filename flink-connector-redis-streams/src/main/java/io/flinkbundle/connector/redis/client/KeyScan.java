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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.Internal;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;

/**
 * Which keys are looked for.
 *
 * @param prefix what they begin with, to the letter; empty for all keys
 * @param type the type of their values, as {@code TYPE} names it
 * @see <a href="https://redis.io/docs/latest/commands/scan/">SCAN</a>
 */
@Internal
public record KeyScan(byte[] prefix, String type) implements Serializable {

    private static final String WILDCARDS = "*?[]\\";

    /** The pattern for {@code MATCH}. */
    byte[] pattern() {
        ByteArrayOutputStream pattern = new ByteArrayOutputStream(prefix.length + 1);
        for (byte each : prefix) {
            if (WILDCARDS.indexOf(each) >= 0) {
                pattern.write('\\');
            }
            pattern.write(each);
        }
        pattern.write('*');
        return pattern.toByteArray();
    }
}
