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

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;

import java.io.Serializable;

/**
 * A column of a table's key. Its values have one text each, so that equal values are one key.
 *
 * @throws ValidationException if the type is not fit for a key
 */
@Internal
public record KeyColumn(String name, LogicalType type) implements Serializable {

    public KeyColumn {
        boolean fit =
                switch (type.getTypeRoot()) {
                    case CHAR,
                            VARCHAR,
                            BINARY,
                            VARBINARY,
                            BOOLEAN,
                            TINYINT,
                            SMALLINT,
                            INTEGER,
                            BIGINT,
                            DECIMAL,
                            DATE,
                            TIME_WITHOUT_TIME_ZONE,
                            TIMESTAMP_WITHOUT_TIME_ZONE,
                            TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                            true;
                    default -> false;
                };
        if (!fit) {
            throw new ValidationException(
                    "Column '"
                            + name
                            + "' has the type "
                            + type.asSummaryString()
                            + " and cannot be part of a key: equal values need equal texts. Use a"
                            + " text, binary, boolean, whole number, decimal or date and time"
                            + " type.");
        }
    }
}
