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

package io.flinkbundle.connector.redis.sink;

import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.sink.writer.StagingLimits;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.Optional;

/**
 * How entries are committed; {@link RedisStreamsSinkBuilder} says what each part means.
 *
 * @param stagingFolder null if there is none, because an {@link Optional} cannot be serialized
 */
@Internal
record CommitConfig(String sinkId, StagingLimits limits, String stagingFolder, RetryPolicy retry)
        implements Serializable {

    Optional<String> stagingPath() {
        return Optional.ofNullable(stagingFolder);
    }
}
