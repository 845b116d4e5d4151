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

package io.flinkbundle.cli.doctor;

import io.flinkbundle.cli.Failures;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Compares the clock of this machine with the date that an HTTP server sends. */
final class ClockCheck {

    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private ClockCheck() {}

    /** How far the clock of this machine is from the one of a server. */
    static Diagnosis compareWith(URI server) {
        try {
            HttpResponse<Void> answer =
                    HttpClient.newBuilder()
                            .connectTimeout(TIMEOUT)
                            .build()
                            .send(
                                    HttpRequest.newBuilder(server).timeout(TIMEOUT).build(),
                                    HttpResponse.BodyHandlers.discarding());
            Optional<String> date = answer.headers().firstValue("Date");
            if (date.isEmpty()) {
                return Diagnosis.warning(
                        "clock", server + " does not tell its time", "Name another.");
            }
            Instant there =
                    ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            Duration skew = Duration.between(there, Instant.now());
            return skew.abs().compareTo(SKEW) > 0
                    ? Diagnosis.warning(
                            "clock",
                            "this machine is %d s from %s".formatted(skew.toSeconds(), server),
                            "Let NTP set the clock: leases, tokens and lateness are reckoned by it.")
                    : Diagnosis.ok("clock", "agrees with " + server);
        } catch (IOException e) {
            return Diagnosis.warning(
                    "clock",
                    server + " does not answer: " + Failures.innermost(e),
                    "Name another server.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Diagnosis.warning("clock", "interrupted", "Try again.");
        }
    }
}
