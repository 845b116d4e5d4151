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

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;

import java.util.stream.Collectors;

/**
 * Reads the source text of a schema, proto2 or proto3, which is whole in itself and has one message
 * at its top. What says nothing about data, such as options of generated code, services and
 * extensions, is skipped.
 *
 * @see <a href="https://protobuf.dev/reference/protobuf/proto3-spec/">The grammar of proto3</a>
 * @see <a href="https://protobuf.dev/reference/protobuf/proto2-spec/">The grammar of proto2</a>
 */
@Internal
public final class DefinitionParser {

    /** More than the service takes, which is 300 kB. */
    private static final int MAX_LENGTH = 1 << 20;

    private static final String PROTO2 = "proto2";
    private static final String PROTO3 = "proto3";

    private final Tokens tokens;
    private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();

    private DefinitionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * The message at the top.
     *
     * @throws SchemaMismatchException if the text is none that the service takes, with line and
     *     column where there are some
     */
    public static Descriptor parse(String definition) throws SchemaMismatchException {
        if (definition.length() > MAX_LENGTH) {
            throw new SchemaMismatchException(
                    "its definition has "
                            + definition.length()
                            + " characters, and at most "
                            + MAX_LENGTH
                            + " are read");
        }
        FileDescriptor file = build(new DefinitionParser(new Tokens(definition)).file());
        if (file.getMessageTypes().size() != 1) {
            throw new SchemaMismatchException(
                    "its definition has "
                            + file.getMessageTypes().size()
                            + " messages at the top, and a schema has one: "
                            + file.getMessageTypes().stream()
                                    .map(Descriptor::getName)
                                    .collect(Collectors.joining(", ")));
        }
        return file.getMessageTypes().get(0);
    }

    private static FileDescriptor build(FileDescriptorProto file) throws SchemaMismatchException {
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new SchemaMismatchException(
                    "its definition is wrong at "
                            + e.getProblemSymbolName()
                            + ", "
                            + e.getDescription());
        }
    }

    private FileDescriptorProto file() throws SchemaMismatchException {
        file.setName("schema.proto");
        boolean proto3 = syntax().equals(PROTO3);
        if (proto3) {
            file.setSyntax(PROTO3);
        }
        MessageParser messages = new MessageParser(tokens, proto3);
        while (!tokens.at(Token.Kind.END)) {
            statement(messages);
        }
        return file.build();
    }

    private String syntax() throws SchemaMismatchException {
        if (tokens.at("edition")) {
            throw tokens.error(tokens.peek(), "editions are not read, but proto2 and proto3 are");
        }
        if (!tokens.accept("syntax")) {
            return PROTO2;
        }
        tokens.expect("=");
        Token start = tokens.peek();
        String syntax = tokens.text("\"proto2\" or \"proto3\"");
        if (!syntax.equals(PROTO2) && !syntax.equals(PROTO3)) {
            throw tokens.error(start, "the syntax is \"" + syntax + "\", and not proto2 or proto3");
        }
        tokens.expect(";");
        return syntax;
    }

    private void statement(MessageParser messages) throws SchemaMismatchException {
        if (tokens.accept("package")) {
            file.setPackage(tokens.dottedName("the name of a package"));
            tokens.expect(";");
        } else if (tokens.at("import")) {
            throw tokens.error(tokens.peek(), "a schema of the service imports nothing");
        } else if (tokens.accept("option")) {
            ProtobufOption.statement(tokens);
        } else if (tokens.accept("message")) {
            file.addMessageType(messages.parse());
        } else if (tokens.accept("enum")) {
            file.addEnumType(EnumParser.parse(tokens));
        } else if (tokens.accept("extend") || tokens.accept("service")) {
            tokens.dottedName("a name");
            tokens.skipBlock();
        } else if (!tokens.accept(";")) {
            throw tokens.expected("'message' or another statement");
        }
    }
}
