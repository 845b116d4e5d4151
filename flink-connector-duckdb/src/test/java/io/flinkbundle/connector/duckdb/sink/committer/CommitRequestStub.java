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

package io.flinkbundle.connector.duckdb.sink.committer;

import org.apache.flink.api.connector.sink2.Committer;

/** A request that accepts the one signal that the committer may give. */
public final class CommitRequestStub implements Committer.CommitRequest<DuckDbCommittable> {

    private final DuckDbCommittable committable;
    boolean alreadyCommitted;

    public CommitRequestStub(DuckDbCommittable committable) {
        this.committable = committable;
    }

    @Override
    public DuckDbCommittable getCommittable() {
        return committable;
    }

    @Override
    public int getNumberOfRetries() {
        return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
        throw new AssertionError("This drops data.", reason);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
        throw new AssertionError("This drops data.", reason);
    }

    @Override
    public void retryLater() {
        throw new AssertionError("This loops without waiting.");
    }

    @Override
    public void updateAndRetryLater(DuckDbCommittable updated) {
        throw new AssertionError("This loops without waiting.");
    }

    @Override
    public void signalAlreadyCommitted() {
        alreadyCommitted = true;
    }
}
