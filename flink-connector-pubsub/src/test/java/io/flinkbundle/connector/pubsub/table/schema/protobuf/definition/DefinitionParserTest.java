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

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DefinitionParserTest {

    @Test
    void readsADefinitionOfProto3() throws Exception {
        Descriptor order =
                DefinitionParser.parse(
                        """
                        /* An order,
                           as the shop sends it. */
                        syntax = "proto3";
                        package shop.v1;

                        option java_package = "com.shop";
                        option (shop.owner).team = { name: "a" nested { list: [1, 2] } };

                        message Order {
                          option deprecated = false;
                          reserved 4, 10 to 12, 100 to max;
                          reserved "old", 'older';

                          enum State {
                            option allow_alias = true;
                            reserved -5 to -3;
                            UNKNOWN = 0;
                            OPEN = 1 [deprecated = true];
                            READY = 0x1;
                            GONE = -1;
                          }
                          int64 id = 1;  // the number
                          optional string message = 2 [json_name = "text"];
                          State state = 3;
                          repeated sint32 counts = 5 [packed = false, (shop.unit) = "a" "b"];
                          map<string, Address> stops_by_name = 6;
                          oneof payment {
                            string card = 7;
                            .shop.v1.Order.Address invoice = 8;
                          }
                          message Address { string city = 1; Order.State state = 2; };
                        }
                        service Orders { rpc Get(Order) returns (Order) { option x = "}"; } }
                        """);

        assertThat(order.getFullName()).isEqualTo("shop.v1.Order");
        assertThat(order.getFields())
                .extracting(FieldDescriptor::getName)
                .containsExactly(
                        "id", "message", "state", "counts", "stops_by_name", "card", "invoice");
        assertThat(order.findFieldByName("message").hasPresence()).isTrue();
        assertThat(order.findFieldByName("message").getJsonName()).isEqualTo("text");
        assertThat(order.findFieldByName("id").hasPresence()).isFalse();
        assertThat(order.findFieldByName("state").getEnumType().findValueByName("GONE").getNumber())
                .isEqualTo(-1);
        assertThat(order.findFieldByName("counts").isPacked()).isFalse();
        assertThat(order.findFieldByName("stops_by_name").isMapField()).isTrue();
        assertThat(order.findFieldByName("invoice").getMessageType().getName())
                .isEqualTo("Address");
        assertThat(order.getRealOneofs()).hasSize(1);
        assertThat(order.getOneofs()).hasSize(2);
    }

    @Test
    void readsADefinitionOfProto2() throws Exception {
        Descriptor event =
                DefinitionParser.parse(
                        """
                        message Event {
                          required int32 id = 1;
                          optional string name = 2 [default = 'a\\tb\\x41'];
                          optional bytes data = 3 [default = "\\001\\xff"];
                          optional double rate = 4 [default = -1.5e3];
                          optional double limit = 5 [default = inf];
                          optional Kind kind = 6 [default = B];
                          repeated int32 values = 7 [packed = true];
                          extensions 100 to 199;
                          extend Event { optional int32 extra = 100; }
                        }
                        enum Kind { A = 1; B = 2; }
                        """);

        assertThat(event.findFieldByName("id").isRequired()).isTrue();
        assertThat(event.findFieldByName("name").getDefaultValue()).isEqualTo("a\tbA");
        assertThat(event.findFieldByName("data").getDefaultValue())
                .isEqualTo(ByteString.copyFrom(new byte[] {1, -1}));
        assertThat(event.findFieldByName("rate").getDefaultValue()).isEqualTo(-1500.0);
        assertThat(event.findFieldByName("limit").getDefaultValue())
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(event.findFieldByName("kind").getDefaultValue()).hasToString("B");
        assertThat(event.findFieldByName("values").isPacked()).isTrue();
    }

    static Stream<Arguments> broken() {
        String proto3 = "syntax = \"proto3\";\n";
        return Stream.of(
                arguments("", "has 0 messages at the top"),
                arguments(
                        proto3 + "message A {} message B {}",
                        "has 2 messages at the top, and a schema has one: A, B"),
                arguments(
                        proto3 + "message A { int32 a = 1 }",
                        "at 2:25, ';' is expected, and '}' is there"),
                arguments(
                        proto3 + "message A {\n  int32 = 1;\n}",
                        "at 3:9, the name of a field is expected, and '=' is there"),
                arguments(proto3 + "message A {", "at 2:12, the type of a field or '}'"),
                arguments(proto3 + "message A { int32 a = 0; }", "is 0, and not from 1 to"),
                arguments(
                        proto3 + "message A { int32 a = 99999999999999999999; }",
                        "the number of a field is out of range"),
                arguments(proto3 + "message A { int32 a = 0_8; }", "at 2:23, '0_8' is no number"),
                arguments(proto3 + "message A { int32 a = 08; }", "expected, and '08' is there"),
                arguments(proto3 + "message A { Missing a = 1; }", "wrong at A.a"),
                arguments(proto3 + "message A { int32 a = 1; int32 b = 1; }", "wrong at A.b"),
                arguments(proto3 + "message A { required int32 a = 1; }", "no 'required'"),
                arguments(proto3 + "message A { map<float, int32> a = 1; }", "the key of a map"),
                arguments(proto3 + "import \"google/protobuf/any.proto\";", "imports nothing"),
                arguments(proto3 + "message A { /* open", "at 2:13, a comment does not end"),
                arguments(proto3 + "option a = \"open\n;", "at 2:12, a text does not end"),
                arguments(proto3 + "message A { # }", "the character '#' has no meaning"),
                arguments(proto3 + "service S { rpc", "'}' is expected, and the end is there"),
                arguments("edition = \"2023\";", "editions are not read"),
                arguments("syntax = \"proto4\";", "is \"proto4\", and not proto2 or proto3"),
                arguments("message A { int32 a = 1; }", "before a field of proto2"),
                arguments("message A { optional group B = 1 {} }", "groups are not read"),
                arguments("{\"type\":\"record\"}", "at 1:1, 'message' or another statement"),
                arguments("message A {".repeat(5_000), "nested more than 32 deep"),
                arguments(" ".repeat((1 << 20) + 1), "and at most 1048576 are read"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void saysWhereADefinitionIsBroken(String definition, String message) {
        assertThatThrownBy(() -> DefinitionParser.parse(definition))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining(message);
    }
}
