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

import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;

/** Reads enums. */
@Internal
final class EnumParser {

    private EnumParser() {}

    /** Of which {@code enum} was taken. */
    static EnumDescriptorProto parse(Tokens tokens) throws SchemaMismatchException {
        EnumDescriptorProto.Builder made =
                EnumDescriptorProto.newBuilder().setName(tokens.word("the name of an enum"));
        tokens.expect("{");
        while (!tokens.accept("}")) {
            if (tokens.at("option") && !tokens.followedBy("=")) {
                tokens.take();
                option(tokens, made);
            } else if (tokens.at("reserved") && !tokens.followedBy("=")) {
                tokens.take();
                Ranges.skip(tokens, Integer.MIN_VALUE);
            } else if (!tokens.accept(";")) {
                made.addValue(value(tokens));
            }
        }
        return made.build();
    }

    private static void option(Tokens tokens, EnumDescriptorProto.Builder made)
            throws SchemaMismatchException {
        ProtobufOption option = ProtobufOption.statement(tokens);
        if (option.name().equals("allow_alias")) {
            made.getOptionsBuilder().setAllowAlias(option.isTrue(tokens));
        }
    }

    private static EnumValueDescriptorProto value(Tokens tokens) throws SchemaMismatchException {
        String name = tokens.word("the name of a value or '}'");
        tokens.expect("=");
        int number = tokens.integer("the number of a value", Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (tokens.accept("[")) {
            do {
                ProtobufOption.parse(tokens);
            } while (tokens.accept(","));
            tokens.expect("]");
        }
        tokens.expect(";");
        return EnumValueDescriptorProto.newBuilder().setName(name).setNumber(number).build();
    }
}
