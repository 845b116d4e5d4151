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

import io.flinkbundle.benchmarks.flink.Fault;
import io.flinkbundle.benchmarks.flink.FlinkCluster;

import org.apache.flink.annotation.Internal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What all benchmarks of a run share.
 *
 * @param cluster the cluster that every job runs on
 * @param workDirectory where files may be made; emptied at the end
 * @param checkpointInterval between two checkpoints of jobs that have them
 * @param fault what the connector's jobs do to one row on purpose
 */
@Internal
public record BenchmarkEnvironment(
        FlinkCluster cluster, Path workDirectory, Duration checkpointInterval, Fault fault) {}
