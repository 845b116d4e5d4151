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

package io.flinkbundle.connector.bigquery.testing;

import io.flinkbundle.connector.bigquery.client.LoadClient;
import io.flinkbundle.connector.bigquery.client.QueryClient;
import io.flinkbundle.connector.bigquery.client.QueryJob;
import io.flinkbundle.connector.bigquery.client.QueryPlan;
import io.flinkbundle.connector.bigquery.client.TableSchema;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs that end as a test says, in the order in which they are started. */
public final class FakeQueries implements QueryClient {

    public final List<QueryJob> started = new ArrayList<>();
    public final List<String> cancelled = new ArrayList<>();
    public final Map<String, LoadClient.State> states = new HashMap<>();
    public final Deque<LoadClient.State> outcomes = new ArrayDeque<>();

    /** What happens when a job is done. */
    public Runnable onDone = () -> {};

    @Override
    public QueryPlan plan(QueryJob job) {
        return new QueryPlan(new TableSchema(List.of()), "EU", 0);
    }

    @Override
    public Optional<LoadClient.State> find(QueryJob job) {
        return Optional.ofNullable(states.get(job.id()));
    }

    @Override
    public void start(QueryJob job) throws IOException {
        started.add(job);
        LoadClient.State outcome =
                outcomes.isEmpty() ? new LoadClient.State.Done() : outcomes.poll();
        states.put(job.id(), outcome);
        if (outcome instanceof LoadClient.State.Done) {
            onDone.run();
        }
    }

    @Override
    public void cancel(QueryJob job) {
        cancelled.add(job.id());
    }
}
