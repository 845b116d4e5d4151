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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.Internal;

/**
 * Rows as a request carries them: a serialized {@code ProtoRows}, which is each row with a tag and
 * its length in front. The bytes belong to the request until it is answered.
 *
 * @param bytes begins with the rows
 * @param length how many of them are rows
 * @param count how many rows they are
 */
@Internal
public record EncodedRows(byte[] bytes, int length, int count) {}
