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

package io.flinkbundle.chaos.soak;

import io.flinkbundle.chaos.cluster.ProcessUsage;

import org.apache.flink.annotation.Internal;

import java.util.Map;

/**
 * What a running job holds at one moment.
 *
 * @param seconds since the job was submitted
 * @param sent rows that were there to be read
 * @param lag of these, the rows that the source had not handed on
 * @param processes by their names
 */
@Internal
record Sample(long seconds, long sent, long lag, Map<String, ProcessUsage> processes) {}
