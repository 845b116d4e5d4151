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

package io.flinkbundle.connector.influxdb3.client;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * How the lines of a request are compressed.
 *
 * @param level of gzip, from 1, the fastest, to 9; 0 for no compression
 */
@PublicEvolving
public record Compression(int level) implements Serializable {

    /** Uncompressed, for a server on the same machine. */
    public static final Compression NONE = new Compression(0);

    /** To a fourth of the size, four times as fast as the usual level 6. */
    public static final Compression DEFAULT = new Compression(1);

    public Compression {
        checkArgument(level >= 0 && level <= 9, "The level of gzip is 1 to 9, not %s.", level);
    }

    boolean isOn() {
        return level > 0;
    }
}
