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

package io.flinkbundle.connector.duckdb.source.reader;

import org.apache.flink.annotation.Internal;

import javax.annotation.Nullable;

import java.math.BigDecimal;

/** What one expression of the select list yields for some rows, or for the elements of lists. */
@Internal
interface Values {

    boolean isNull(int index);

    boolean getBoolean(int index);

    byte getByte(int index);

    short getShort(int index);

    int getInt(int index);

    long getLong(int index);

    float getFloat(int index);

    double getDouble(int index);

    @Nullable
    BigDecimal getDecimal(int index);

    @Nullable
    String getString(int index);

    /** The text in which a list stands as a JSON array, which other text may follow. */
    @Nullable
    String listText(int index);

    /** Where the array begins in that text. */
    int listStart(int index);
}
