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

package io.flinkbundle.connector.bigquery.source;

import io.flinkbundle.connector.bigquery.client.RowFormat;
import io.flinkbundle.connector.bigquery.source.reader.arrow.ArrowDecoder;
import io.flinkbundle.connector.common.options.OptionValues;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The values of {@code scan.read-format}: how the service sends rows. */
@PublicEvolving
public enum ReadFormat {
    /** {@link #ARROW} where the JVM is opened for it, else {@link #AVRO}. */
    AUTO,

    /** Column by column, the faster one. It needs a JVM that is opened for Arrow's memory. */
    ARROW,

    /** Row by row, in any JVM. */
    AVRO;

    private static final Logger LOG = LoggerFactory.getLogger(ReadFormat.class);

    /**
     * Decides for what is read now. It is the JVM that fixes what is read which decides: those that
     * read it are started with the same options by Flink.
     */
    @Internal
    public RowFormat choose() {
        return choose(ArrowDecoder.isUsable());
    }

    RowFormat choose(boolean arrowIsUsable) {
        return switch (this) {
            case ARROW -> RowFormat.ARROW;
            case AVRO -> RowFormat.AVRO;
            case AUTO -> {
                if (arrowIsUsable) {
                    LOG.info("Rows of BigQuery are read in Arrow's format.");
                    yield RowFormat.ARROW;
                }
                LOG.warn(
                        "Rows of BigQuery are read in Avro's format, because this JVM was started"
                                + " without {}, which the faster one of Arrow needs.",
                        ArrowDecoder.OPENING);
                yield RowFormat.AVRO;
            }
        };
    }

    /** The value as it is written in a table option. */
    @Override
    public String toString() {
        return OptionValues.kebabCase(this);
    }
}
