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

import io.flinkbundle.cli.verify.Severity;

import org.apache.flink.annotation.Internal;

/**
 * One thing that was looked at.
 *
 * @param severity how it is
 * @param subject what was looked at
 * @param message what was seen
 * @param remedy how to mend it; empty if there is nothing to mend
 */
@Internal
public record Diagnosis(Severity severity, String subject, String message, String remedy) {

    static Diagnosis ok(String subject, String message) {
        return new Diagnosis(Severity.OK, subject, message, "");
    }

    static Diagnosis warning(String subject, String message, String remedy) {
        return new Diagnosis(Severity.WARNING, subject, message, remedy);
    }

    static Diagnosis error(String subject, String message, String remedy) {
        return new Diagnosis(Severity.ERROR, subject, message, remedy);
    }
}
