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

package io.flinkbundle.connector.common.deadletter;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * One bad record and why it is bad.
 *
 * @param connector the identifier of the connector that found it
 * @param subtask the index of the subtask
 * @param time when it was found
 * @param reason what is wrong with it
 * @param payload the record as it came, or its best rendering
 */
@PublicEvolving
public record DeadLetter(
        String connector, int subtask, Instant time, String reason, byte[] payload) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The line without its line break, in UTF-8; a payload that is no text is given in Base64. */
    byte[] toJson() throws JsonProcessingException {
        ObjectNode line =
                MAPPER.createObjectNode()
                        .put("time", time.toString())
                        .put("connector", connector)
                        .put("subtask", subtask)
                        .put("reason", reason);
        try {
            line.put("encoding", "utf-8").put("record", text());
        } catch (CharacterCodingException e) {
            line.put("encoding", "base64")
                    .put("record", Base64.getEncoder().encodeToString(payload));
        }
        return MAPPER.writeValueAsBytes(line);
    }

    /** A fresh decoder reports malformed input, which the constructor of String would replace. */
    String text() throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    }
}
