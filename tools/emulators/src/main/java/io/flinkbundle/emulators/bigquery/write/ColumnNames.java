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

package io.flinkbundle.emulators.bigquery.write;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.AnnotationsProto;
import com.google.protobuf.Descriptors.FieldDescriptor;

/** Which column a field of a message is for. */
@Internal
final class ColumnNames {

    private ColumnNames() {}

    /** Its name, or the one that its option {@code column_name} gives. */
    static String of(FieldDescriptor proto) {
        if (proto.getOptions().hasExtension(AnnotationsProto.columnName)) {
            return proto.getOptions().getExtension(AnnotationsProto.columnName);
        }
        return proto.getName();
    }
}
