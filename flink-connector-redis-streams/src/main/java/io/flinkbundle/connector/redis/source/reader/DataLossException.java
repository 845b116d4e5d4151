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

package io.flinkbundle.connector.redis.source.reader;

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/** Entries are gone before they were read, and the job is not to go on. */
@Internal
final class DataLossException extends IOException {

    private static final long serialVersionUID = 1L;

    DataLossException(DataLoss loss) {
        super(
                loss.describe()
                        + " To read on with what is there, set 'scan.on-data-loss' to 'log'. To"
                        + " avoid it, keep entries for longer than the job may be away or behind:"
                        + " trim less, or trim after checkpoints only.");
    }
}
