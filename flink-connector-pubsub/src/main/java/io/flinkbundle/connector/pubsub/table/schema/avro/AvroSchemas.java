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

package io.flinkbundle.connector.pubsub.table.schema.avro;

import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

import java.util.List;
import java.util.stream.Collectors;

/** What reading and writing have to know about Avro schemas alike. */
@Internal
final class AvroSchemas {

    /** There is no such branch. */
    static final int NONE = -1;

    private AvroSchemas() {}

    static Schema parse(String definition) throws SchemaMismatchException {
        Schema schema;
        try {
            schema = new Schema.Parser().parse(definition);
        } catch (AvroRuntimeException e) {
            throw new SchemaMismatchException("it is no Avro schema, " + e.getMessage());
        }
        if (schema.getType() != Schema.Type.RECORD) {
            throw new SchemaMismatchException(
                    "it is of the type " + name(schema) + ", and columns are fields of a record");
        }
        return schema;
    }

    /** Where NULL stands in a union, or {@link #NONE}. */
    static int nullBranch(Schema union) {
        List<Schema> branches = union.getTypes();
        for (int i = 0; i < branches.size(); i++) {
            if (branches.get(i).getType() == Schema.Type.NULL) {
                return i;
            }
        }
        return NONE;
    }

    /**
     * Where the type of the values stands in a union.
     *
     * @throws SchemaMismatchException if there are several, as a column has one type
     */
    static int valueBranch(Schema union, String path) throws SchemaMismatchException {
        int nulls = nullBranch(union);
        int size = union.getTypes().size();
        if (size != (nulls == NONE ? 1 : 2)) {
            throw new SchemaMismatchException(
                    "column '" + path + "' is " + name(union) + ", and a column has one type");
        }
        return nulls == 0 ? 1 : 0;
    }

    static void checkMapKeys(MapType type, String path) throws SchemaMismatchException {
        switch (type.getKeyType().getTypeRoot()) {
            case CHAR, VARCHAR -> {}
            default ->
                    throw new SchemaMismatchException(
                            "the keys of column '"
                                    + path
                                    + "' are "
                                    + type.getKeyType().asSummaryString()
                                    + ", and those of an Avro map are STRING");
        }
    }

    static SchemaMismatchException missing(Schema record, String path) {
        return new SchemaMismatchException(
                "column '"
                        + path
                        + "' is no field of the record "
                        + record.getName()
                        + ", whose fields are: "
                        + record.getFields().stream()
                                .map(Schema.Field::name)
                                .collect(Collectors.joining(", ")));
    }

    static SchemaMismatchException incompatible(Schema schema, LogicalType type, String path) {
        return new SchemaMismatchException(
                "column '"
                        + path
                        + "' is "
                        + type.asSummaryString()
                        + ", and the field is "
                        + name(schema));
    }

    /** The path of a field of a column, or of a column where it is empty. */
    static String path(String parent, String field) {
        return parent.isEmpty() ? field : parent + "." + field;
    }

    /** For messages. */
    private static String name(Schema schema) {
        if (schema.isUnion()) {
            return schema.getTypes().stream()
                    .map(AvroSchemas::name)
                    .collect(Collectors.joining(", ", "a union of ", ""));
        }
        return schema.getLogicalType() == null
                ? schema.getType().getName()
                : schema.getLogicalType().getName() + " (" + schema.getType().getName() + ")";
    }
}
