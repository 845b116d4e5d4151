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

package io.flinkbundle.emulators.influxdb3.server;

import io.flinkbundle.emulators.influxdb3.auth.Tokens;
import io.flinkbundle.emulators.influxdb3.call.CallLog;
import io.flinkbundle.emulators.influxdb3.engine.DuckEngine;
import io.flinkbundle.emulators.influxdb3.fault.FaultScript;
import io.flinkbundle.emulators.influxdb3.ingest.WriteService;
import io.flinkbundle.emulators.influxdb3.sql.SqlEngine;
import io.flinkbundle.emulators.influxdb3.store.Catalog;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

/**
 * What the server is made of.
 *
 * @param keepBodies whether the record of calls has the bodies of requests
 * @param flight whether queries over Arrow Flight are answered
 */
@Internal
public record ServerParts(
        EmulatorClock clock,
        Catalog catalog,
        DuckEngine engine,
        SqlEngine sql,
        WriteService writes,
        Tokens tokens,
        FaultScript faults,
        CallLog calls,
        boolean keepBodies,
        boolean flight) {}
