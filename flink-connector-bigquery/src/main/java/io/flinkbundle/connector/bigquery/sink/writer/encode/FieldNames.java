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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of columns in a message. Columns may have names that are none there; such a field says in
 * an annotation which column it is.
 */
@Internal
final class FieldNames {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private FieldNames() {}

    static FieldDescriptorProto.Builder field(String column, int number) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder().setNumber(number);
        if (IDENTIFIER.matcher(column).matches()) {
            // As Google's own client does; columns have no case.
            return field.setName(column.toLowerCase(Locale.ROOT));
        }
        return field.setName("col_" + number)
                .setOptions(
                        FieldOptions.newBuilder()
                                .setExtension(AnnotationsProto.columnName, column));
    }
}
