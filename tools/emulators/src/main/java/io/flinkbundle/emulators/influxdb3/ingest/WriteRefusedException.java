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

package io.flinkbundle.emulators.influxdb3.ingest;

import org.apache.flink.annotation.Internal;

/** A write as a whole is refused. */
@Internal
public final class WriteRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean faultOfServer;

    private WriteRefusedException(String message, boolean faultOfServer) {
        super(message);
        this.faultOfServer = faultOfServer;
    }

    static WriteRefusedException empty() {
        return new WriteRefusedException("incoming write was empty", false);
    }

    static WriteRefusedException failed(String message) {
        return new WriteRefusedException(message, true);
    }

    /** Whether the write may be repeated as it is. */
    public boolean isFaultOfServer() {
        return faultOfServer;
    }
}
