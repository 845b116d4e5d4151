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

package io.flinkbundle.connector.pubsub.table.converter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import java.io.Serializable;

/** A column of the result, and where it comes from. */
@Internal
public final class Column implements Serializable {

    private static final long serialVersionUID = 1L;

    private final RowData.FieldGetter inValue;

    /** Null where the key does not have the column; serialized with the job. */
    private final RowData.FieldGetter inKey;

    private Column(RowData.FieldGetter inValue, RowData.FieldGetter inKey) {
        this.inValue = inValue;
        this.inKey = inKey;
    }

    /** One that only the data has. */
    public static Column ofValue(RowData.FieldGetter inValue) {
        return new Column(inValue, null);
    }

    /** One that the ordering key has, if there is one, and else the data. */
    public static Column ofKey(RowData.FieldGetter inKey, RowData.FieldGetter inValue) {
        return new Column(inValue, inKey);
    }

    /**
     * @param key null where there is none
     */
    Object read(RowData value, RowData key) {
        return inKey == null || key == null
                ? inValue.getFieldOrNull(value)
                : inKey.getFieldOrNull(key);
    }
}
