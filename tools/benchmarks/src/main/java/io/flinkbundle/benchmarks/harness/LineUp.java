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

package io.flinkbundle.benchmarks.harness;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Who runs in a benchmark.
 *
 * @param baseline the raw loop, in every round
 * @param connector the connector with default object reuse, in every round
 * @param objectReuse the connector with object reuse on
 * @param flinkOnly the same job without the connector
 * @param peers other ways to do the same
 */
@Internal
record LineUp(
        Contender baseline,
        Contender connector,
        Contender objectReuse,
        Contender flinkOnly,
        List<Contender> peers) {

    static LineUp of(Benchmark.Session session, boolean optionalPeers) {
        List<Contender> peers = new ArrayList<>(session.standingPeers());
        if (optionalPeers) {
            peers.addAll(session.optionalPeers());
        }
        return new LineUp(
                session.baseline(),
                session.connector(false),
                session.connector(true),
                session.flinkOnly(),
                List.copyOf(peers));
    }

    /** The two that carry the ratio. */
    List<Contender> pair() {
        return List.of(baseline, connector);
    }

    /** Those that give context to the ratio. */
    List<Contender> context() {
        List<Contender> context = new ArrayList<>(List.of(objectReuse, flinkOnly));
        context.addAll(peers);
        return context;
    }
}
