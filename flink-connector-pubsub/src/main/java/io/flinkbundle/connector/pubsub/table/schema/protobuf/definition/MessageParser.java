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

package io.flinkbundle.connector.pubsub.table.schema.protobuf.definition;

import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads messages with what is nested in them. */
@Internal
final class MessageParser {

    private static final int MAX_DEPTH = 32;

    private final Tokens tokens;
    private final FieldParser fields;

    MessageParser(Tokens tokens, boolean proto3) {
        this.tokens = tokens;
        fields = new FieldParser(tokens, proto3);
    }

    /** Of which {@code message} was taken. */
    DescriptorProto parse() throws SchemaMismatchException {
        return message(1);
    }

    private DescriptorProto message(int depth) throws SchemaMismatchException {
        if (depth > MAX_DEPTH) {
            throw tokens.error(
                    tokens.peek(), "messages are nested more than " + MAX_DEPTH + " deep");
        }
        DescriptorProto.Builder made =
                DescriptorProto.newBuilder().setName(tokens.word("the name of a message"));
        tokens.expect("{");
        while (!tokens.accept("}")) {
            statement(made, depth);
        }
        addOptionalFields(made);
        return made.build();
    }

    private void statement(DescriptorProto.Builder made, int depth) throws SchemaMismatchException {
        if (tokens.accept("message")) {
            made.addNestedType(message(depth + 1));
        } else if (tokens.accept("enum")) {
            made.addEnumType(EnumParser.parse(tokens));
        } else if (tokens.accept("oneof")) {
            fields.oneof(made);
        } else if (tokens.accept("option")) {
            ProtobufOption.statement(tokens);
        } else if (tokens.accept("reserved") || tokens.accept("extensions")) {
            Ranges.skip(tokens, 1);
        } else if (tokens.accept("extend")) {
            tokens.dottedName("the name of a message");
            tokens.skipBlock();
        } else if (!tokens.accept(";")) {
            fields.field(made);
        }
    }

    /**
     * A field that is optional in proto3 stands in a oneof of its own, behind those of the
     * definition.
     */
    private static void addOptionalFields(DescriptorProto.Builder made) {
        Set<String> taken =
                made.getFieldList().stream()
                        .map(FieldDescriptorProto::getName)
                        .collect(Collectors.toCollection(HashSet::new));
        made.getOneofDeclList().stream().map(OneofDescriptorProto::getName).forEach(taken::add);
        for (FieldDescriptorProto.Builder field : made.getFieldBuilderList()) {
            if (field.getProto3Optional()) {
                String name = "_" + field.getName();
                while (!taken.add(name)) {
                    name = "X" + name;
                }
                field.setOneofIndex(made.getOneofDeclCount());
                made.addOneofDeclBuilder().setName(name);
            }
        }
    }
}
