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

package io.flinkbundle.emulators.bigquery.call;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Instant;
import java.util.Optional;

/**
 * A call that came.
 *
 * @param resource what it is about: {@code projects/p/datasets/d/tables/t}, the name of a stream,
 *     {@code projects/p/jobs/j} or {@code gs://bucket/object}
 * @param items how many rows or streams it carries
 * @param detail what says more: the kind of a job, the type of a stream, or the offset of an append
 * @param error the code of gRPC that it was refused with, also over REST; empty when it was not
 */
@PublicEvolving
public record RecordedCall(
        Operation operation,
        String resource,
        long items,
        String detail,
        Optional<String> error,
        Instant at) {}
