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

package io.flinkbundle.connector.pubsub.table.schema.protobuf;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kinds of fields. */
@Internal
final class FieldReaders {

    private static final int KEY = 1;
    private static final int VALUE = 2;

    private FieldReaders() {}

    /**
     * A value that is there once.
     *
     * @param absent what a field is that does not come: NULL or a default
     */
    record Singular(ValueReader value, int type, Object absent) implements FieldReader {

        @Override
        public boolean takes(int wireType) {
            return wireType == type;
        }

        @Override
        public Object read(CodedInputStream in, int wireType, Object held) throws IOException {
            Object read = value.read(in);
            return read == null ? held : read;
        }

        @Override
        public Object finish(Object held) {
            return held == null ? absent : held;
        }
    }

    /** A message that is there once. */
    record Nested(MessageReader message) implements FieldReader {

        @Override
        public boolean takes(int wireType) {
            return wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        }

        @Override
        public Object read(CodedInputStream in, int wireType, Object held) throws IOException {
            GenericRowData row = held == null ? message.begin() : (GenericRowData) held;
            int outer = in.pushLimit(in.readRawVarint32());
            message.merge(in, row);
            in.popLimit(outer);
            return row;
        }

        @Override
        public Object finish(Object held) throws IOException {
            return held == null ? null : message.finish((GenericRowData) held);
        }
    }

    /** A list, packed or not, whatever the schema says, as readers have to understand both. */
    record Repeated(ValueReader element, int type) implements FieldReader {

        @Override
        public boolean takes(int wireType) {
            return wireType == type || wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Object read(CodedInputStream in, int wireType, Object held) throws IOException {
            List<Object> elements = held == null ? new ArrayList<>() : (List<Object>) held;
            if (wireType == type) {
                add(in, elements);
            } else {
                int outer = in.pushLimit(in.readRawVarint32());
                while (in.getBytesUntilLimit() > 0) {
                    add(in, elements);
                }
                in.popLimit(outer);
            }
            return elements;
        }

        private void add(CodedInputStream in, List<Object> elements) throws IOException {
            Object read = element.read(in);
            if (read != null) {
                elements.add(read);
            }
        }

        @Override
        public Object finish(Object held) {
            return new GenericArrayData(held == null ? new Object[0] : ((List<?>) held).toArray());
        }
    }

    /**
     * A key or a value of a map.
     *
     * @param zero the data of the default, which one has that does not come
     */
    record EntryPart(ValueReader reader, int type, byte[] zero) {

        boolean takes(int wireType) {
            return wireType == type;
        }

        Object absent() throws IOException {
            return reader.read(CodedInputStream.newInstance(zero));
        }
    }

    /** A map: a list of messages with a key and a value, each of which has a default. */
    record Entries(EntryPart key, EntryPart value) implements FieldReader {

        @Override
        public boolean takes(int wireType) {
            return wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Object read(CodedInputStream in, int wireType, Object held) throws IOException {
            Map<Object, Object> entries =
                    held == null ? new HashMap<>() : (Map<Object, Object>) held;
            int outer = in.pushLimit(in.readRawVarint32());
            readEntry(in, entries);
            in.popLimit(outer);
            return entries;
        }

        private void readEntry(CodedInputStream in, Map<Object, Object> entries)
                throws IOException {
            Object readKey = null;
            Object readValue = null;
            boolean isUnknown = false;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int wireType = WireFormat.getTagWireType(tag);
                int number = WireFormat.getTagFieldNumber(tag);
                if (number == KEY && key.takes(wireType)) {
                    readKey = key.reader().read(in);
                } else if (number == VALUE && value.takes(wireType)) {
                    readValue = value.reader().read(in);
                    isUnknown = readValue == null;
                } else {
                    MessageReader.skip(in, tag);
                }
            }
            // A value that a closed enum does not have drops its entry.
            if (!isUnknown) {
                entries.put(
                        readKey == null ? key.absent() : readKey,
                        readValue == null ? value.absent() : readValue);
            }
        }

        @Override
        public Object finish(Object held) {
            return new GenericMapData(held == null ? Map.of() : (Map<?, ?>) held);
        }
    }
}
