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

package io.flinkbundle.emulators.influxdb3.write;

import org.apache.flink.annotation.PublicEvolving;

/**
 * Why a line was refused.
 *
 * @param lineNumber counted from 1 on, without blank lines and comments
 * @param originalLine the beginning of a line: of this one, or after comments, blank lines and line
 *     feeds within quotes, of another, as the server has it
 */
@PublicEvolving
public record LineError(int lineNumber, String originalLine, String message) {}
