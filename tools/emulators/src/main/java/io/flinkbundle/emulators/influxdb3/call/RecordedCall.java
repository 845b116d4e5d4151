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

package io.flinkbundle.emulators.influxdb3.call;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A call that reached the emulator.
 *
 * @param method its HTTP method
 * @param database the one that its URL names
 * @param parameters those of its URL, without credentials
 * @param headers its headers in lower case, without credentials
 * @param wireBytes the bytes of its body as they came
 * @param plainBytes the bytes of its body without compression
 * @param acceptedLines the points that it wrote
 * @param rejectedLines the lines that were refused
 * @param status what the client is sent; empty when that is no answer, or only a part of one
 * @param body the body, when the emulator was told to keep bodies
 * @param at when it began, by the clock of the emulator
 */
@PublicEvolving
public record RecordedCall(
        Endpoint endpoint,
        String method,
        Optional<String> database,
        Map<String, String> parameters,
        Map<String, String> headers,
        long wireBytes,
        long plainBytes,
        int acceptedLines,
        int rejectedLines,
        OptionalInt status,
        Optional<String> body,
        Instant at) {}
