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

package io.flinkbundle.connector.common.commit;

import org.apache.flink.annotation.PublicEvolving;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Makes one committable from the results of all writers.
 *
 * <p>The committable should carry an identity of its own, such as a random UUID: checkpoint ids
 * start again at 1 with each fresh start and repeat after a restore from an older savepoint.
 *
 * @param <WriteResultT> what a writer hands over at a checkpoint
 * @param <CommT> what the committer commits at once
 */
@FunctionalInterface
@PublicEvolving
public interface CommittableAggregator<WriteResultT, CommT> extends Serializable {

    /**
     * @param checkpointId the checkpoint with which the committable is committed
     * @param results at least one result, in order of arrival
     */
    CommT aggregate(long checkpointId, List<WriteResultT> results) throws IOException;
}
