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

package io.flinkbundle.connector.redis.table.converter;

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.assertj.core.api.Assertions.assertThat;

class FieldsRowSerializerTest {

    @Test
    void describesARowThatCameOverTheNetworkByItsColumns() {
        RowType type =
                (RowType)
                        ROW(FIELD("id", INT()), FIELD("name", STRING()), FIELD("note", STRING()))
                                .getLogicalType();
        RowData binary =
                new RowDataSerializer(type)
                        .toBinaryRow(GenericRowData.of(7, StringData.fromString("größe"), null));

        byte[] description = new FieldsRowSerializer(type).describe(binary);

        assertThat(new String(description, UTF_8)).isEqualTo("+I id=7 name=größe");
    }
}
