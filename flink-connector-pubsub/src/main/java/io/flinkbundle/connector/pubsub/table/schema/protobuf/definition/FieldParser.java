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
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads fields. Whether a type of the definition is a message or an enum is left to be found by its
 * name, as it may stand further below.
 */
@Internal
final class FieldParser {

    private static final Set<Type> NO_SCALARS =
            EnumSet.of(Type.TYPE_MESSAGE, Type.TYPE_ENUM, Type.TYPE_GROUP);
    private static final Set<Type> NO_KEYS =
            EnumSet.of(Type.TYPE_FLOAT, Type.TYPE_DOUBLE, Type.TYPE_BYTES);
    private static final Map<String, Type> SCALARS =
            EnumSet.complementOf(EnumSet.copyOf(NO_SCALARS)).stream()
                    .collect(Collectors.toMap(FieldParser::name, type -> type));
    private static final int MAX_NUMBER = 536_870_911;

    private final Tokens tokens;
    private final boolean proto3;

    FieldParser(Tokens tokens, boolean proto3) {
        this.tokens = tokens;
        this.proto3 = proto3;
    }

    private static String name(Type type) {
        return type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
    }

    /** Adds a field, with its label and semicolon. */
    void field(DescriptorProto.Builder message) throws SchemaMismatchException {
        if (tokens.at("map") && tokens.followedBy("<")) {
            map(message);
            return;
        }
        Token start = tokens.peek();
        Optional<Label> label = label();
        if (label.isEmpty() && !proto3) {
            throw tokens.error(
                    start,
                    "'required', 'optional' or 'repeated' is expected before a field of proto2,"
                            + " and "
                            + start.description()
                            + " is there");
        }
        if (label.filter(Label.LABEL_REQUIRED::equals).isPresent() && proto3) {
            throw tokens.error(start, "proto3 has no 'required'");
        }
        FieldDescriptorProto.Builder field = typeAndName();
        field.setLabel(label.orElse(Label.LABEL_OPTIONAL));
        field.setProto3Optional(proto3 && label.filter(Label.LABEL_OPTIONAL::equals).isPresent());
        numberAndOptions(field);
        message.addField(field);
    }

    /** Adds the fields of a oneof, of which {@code oneof} was taken. */
    void oneof(DescriptorProto.Builder message) throws SchemaMismatchException {
        int index = message.getOneofDeclCount();
        message.addOneofDeclBuilder().setName(tokens.word("the name of a oneof"));
        tokens.expect("{");
        while (!tokens.accept("}")) {
            if (tokens.accept("option")) {
                ProtobufOption.statement(tokens);
            } else if (!tokens.accept(";")) {
                FieldDescriptorProto.Builder field = typeAndName();
                field.setLabel(Label.LABEL_OPTIONAL).setOneofIndex(index);
                numberAndOptions(field);
                message.addField(field);
            }
        }
    }

    private Optional<Label> label() {
        for (Label label : Label.values()) {
            if (tokens.accept(label.name().substring("LABEL_".length()).toLowerCase(Locale.ROOT))) {
                return Optional.of(label);
            }
        }
        return Optional.empty();
    }

    private FieldDescriptorProto.Builder typeAndName() throws SchemaMismatchException {
        if (tokens.at("group")) {
            throw tokens.error(tokens.peek(), "groups are not read, and a message serves as well");
        }
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder();
        type(field, "the type of a field or '}'");
        return field.setName(tokens.word("the name of a field"));
    }

    private void type(FieldDescriptorProto.Builder field, String what)
            throws SchemaMismatchException {
        String name = tokens.dottedName(what);
        Type scalar = SCALARS.get(name);
        if (scalar == null) {
            field.setTypeName(name);
        } else {
            field.setType(scalar);
        }
    }

    /** A map is on the wire, and in a descriptor, a list of messages with a key and a value. */
    private void map(DescriptorProto.Builder message) throws SchemaMismatchException {
        tokens.expect("map");
        tokens.expect("<");
        Token start = tokens.peek();
        FieldDescriptorProto.Builder key = entryField("key", 1);
        if (!key.hasType() || NO_KEYS.contains(key.getType())) {
            throw tokens.error(start, "the key of a map is an integer, a bool or a string");
        }
        tokens.expect(",");
        FieldDescriptorProto.Builder value = entryField("value", 2);
        tokens.expect(">");
        String name = tokens.word("the name of a field");
        String entry = camelCase(name) + "Entry";
        FieldDescriptorProto.Builder field =
                FieldDescriptorProto.newBuilder()
                        .setName(name)
                        .setLabel(Label.LABEL_REPEATED)
                        .setType(Type.TYPE_MESSAGE)
                        .setTypeName(entry);
        numberAndOptions(field);
        message.addField(field);
        message.addNestedTypeBuilder()
                .setName(entry)
                .addField(key)
                .addField(value)
                .getOptionsBuilder()
                .setMapEntry(true);
    }

    private FieldDescriptorProto.Builder entryField(String name, int number)
            throws SchemaMismatchException {
        FieldDescriptorProto.Builder field =
                FieldDescriptorProto.newBuilder()
                        .setName(name)
                        .setNumber(number)
                        .setLabel(Label.LABEL_OPTIONAL);
        type(field, "the type of a map's " + name);
        return field;
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String part : name.split("_")) {
            if (!part.isEmpty()) {
                camel.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
            }
        }
        return camel.toString();
    }

    private void numberAndOptions(FieldDescriptorProto.Builder field)
            throws SchemaMismatchException {
        tokens.expect("=");
        field.setNumber(tokens.integer("the number of a field", 1, MAX_NUMBER));
        if (tokens.accept("[")) {
            do {
                option(field);
            } while (tokens.accept(","));
            tokens.expect("]");
        }
        tokens.expect(";");
    }

    private void option(FieldDescriptorProto.Builder field) throws SchemaMismatchException {
        ProtobufOption option = ProtobufOption.parse(tokens);
        switch (option.name()) {
            case "packed" -> field.getOptionsBuilder().setPacked(option.isTrue(tokens));
            case "json_name" -> field.setJsonName(option.text(tokens));
            // A descriptor holds the default of a bytes field with its escapes.
            case "default" ->
                    field.setDefaultValue(
                            field.getType() == Type.TYPE_STRING && field.hasType()
                                    ? option.text(tokens)
                                    : option.value());
            default -> {
                // Means nothing for data.
            }
        }
    }
}
