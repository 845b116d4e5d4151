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

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/**
 * The server refuses a query because it would have to open too many files: InfluxDB 3 Core takes
 * 432, which are the writes of three days. A shorter range of time helps.
 *
 * @see <a
 *     href="https://docs.influxdata.com/influxdb3/core/reference/config-options/#query-file-limit">
 *     query-file-limit</a>
 */
@Internal
public final class TooManyFilesException extends IOException {

    private static final long serialVersionUID = 1L;

    public TooManyFilesException(String message) {
        super(message);
    }
}
