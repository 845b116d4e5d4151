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

package io.flinkbundle.connector.bigquery.sink.committer;

import org.apache.flink.api.connector.sink2.Committer.CommitRequest;

import java.util.Collection;
import java.util.List;

/** A request to commit that has to succeed, or to throw. */
public record CommittedRequest(BigQueryCommittable committable)
        implements CommitRequest<BigQueryCommittable> {

    public static List<CommitRequest<BigQueryCommittable>> of(
            Collection<BigQueryCommittable> committables) {
        return committables.stream()
                .<CommitRequest<BigQueryCommittable>>map(CommittedRequest::new)
                .toList();
    }

    @Override
    public BigQueryCommittable getCommittable() {
        return committable;
    }

    @Override
    public int getNumberOfRetries() {
        return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable t) {
        throw new AssertionError("This drops rows.");
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable t) {
        throw new AssertionError("The committer throws.");
    }

    @Override
    public void retryLater() {
        throw new AssertionError("This loops without a wait.");
    }

    @Override
    public void updateAndRetryLater(BigQueryCommittable committable) {
        throw new AssertionError("This loops without a wait.");
    }

    @Override
    public void signalAlreadyCommitted() {
        throw new AssertionError("The committer does not ask.");
    }
}
