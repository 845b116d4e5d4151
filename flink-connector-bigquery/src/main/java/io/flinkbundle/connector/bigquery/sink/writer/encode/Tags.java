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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import org.apache.flink.annotation.Internal;

/** What stands in front of a field: its number, and how its end is found. */
@Internal
final class Tags {

    private static final int WIRE_TYPE_BITS = 3;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int SIZED = 2;

    private Tags() {}

    static int varint(int number) {
        return number << WIRE_TYPE_BITS | VARINT;
    }

    static int fixed64(int number) {
        return number << WIRE_TYPE_BITS | FIXED64;
    }

    static int sized(int number) {
        return number << WIRE_TYPE_BITS | SIZED;
    }
}
