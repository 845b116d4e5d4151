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

package io.flinkbundle.connector.bigquery.source.reader.avro;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;

import org.apache.avro.io.BinaryDecoder;

import java.io.IOException;

/** Takes the next field out of a record, and puts what is wanted of it into a row. */
@FunctionalInterface
@Internal
interface AvroField {

    void read(BinaryDecoder in, GenericRowData row) throws IOException;
}
