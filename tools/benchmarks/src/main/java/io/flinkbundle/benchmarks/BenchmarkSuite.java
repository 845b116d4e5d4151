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

package io.flinkbundle.benchmarks;

import io.flinkbundle.benchmarks.bigquery.BigQueryAppendBenchmark;
import io.flinkbundle.benchmarks.bigquery.BigQueryLoadBenchmark;
import io.flinkbundle.benchmarks.bigquery.BigQueryReadBenchmark;
import io.flinkbundle.benchmarks.duckdb.DuckDbAppendBenchmark;
import io.flinkbundle.benchmarks.duckdb.DuckDbLookupBenchmark;
import io.flinkbundle.benchmarks.duckdb.DuckDbScanBenchmark;
import io.flinkbundle.benchmarks.duckdb.DuckDbUpsertBenchmark;
import io.flinkbundle.benchmarks.harness.Benchmark;
import io.flinkbundle.benchmarks.influxdb3.InfluxDb3EncodeBenchmark;
import io.flinkbundle.benchmarks.influxdb3.InfluxDb3ScanBenchmark;
import io.flinkbundle.benchmarks.influxdb3.InfluxDb3SinkBenchmark;
import io.flinkbundle.benchmarks.pubsub.PubSubSinkBenchmark;
import io.flinkbundle.benchmarks.pubsub.PubSubSourceBenchmark;
import io.flinkbundle.benchmarks.redis.RedisGroupBenchmark;
import io.flinkbundle.benchmarks.redis.RedisLookupBenchmark;
import io.flinkbundle.benchmarks.redis.RedisSinkBenchmark;
import io.flinkbundle.benchmarks.redis.RedisSourceBenchmark;
import io.flinkbundle.benchmarks.redis.RedisUpsertBenchmark;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Optional;

/** All benchmarks there are. */
@Internal
final class BenchmarkSuite {

    static final List<Benchmark> ALL =
            List.of(
                    new RedisSourceBenchmark(),
                    new RedisGroupBenchmark(),
                    RedisSinkBenchmark.atLeastOnce(),
                    RedisSinkBenchmark.exactlyOnce(),
                    new RedisUpsertBenchmark(),
                    new RedisLookupBenchmark(),
                    DuckDbAppendBenchmark.bulk(),
                    DuckDbAppendBenchmark.wide(),
                    DuckDbAppendBenchmark.exactlyOnce(),
                    new DuckDbUpsertBenchmark(),
                    new DuckDbLookupBenchmark(),
                    new DuckDbScanBenchmark(),
                    new InfluxDb3EncodeBenchmark(),
                    InfluxDb3SinkBenchmark.nullServer(),
                    InfluxDb3SinkBenchmark.walTick(),
                    new InfluxDb3ScanBenchmark(),
                    PubSubSourceBenchmark.small(),
                    PubSubSourceBenchmark.large(),
                    PubSubSinkBenchmark.small(),
                    PubSubSinkBenchmark.large(),
                    BigQueryAppendBenchmark.atLeastOnce(),
                    BigQueryAppendBenchmark.exactlyOnce(),
                    new BigQueryLoadBenchmark(),
                    new BigQueryReadBenchmark());

    private BenchmarkSuite() {}

    static Optional<Benchmark> find(String name) {
        return ALL.stream().filter(benchmark -> benchmark.name().equals(name)).findFirst();
    }
}
