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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table as it is to be created.
 *
 * @param schema its columns
 * @param primaryKey the columns of its primary key, at most 16; may be none
 * @param layout how its rows are laid out
 * @param kmsKey the key that encrypts it, as Cloud KMS names it; empty for Google's own
 * @param comment what is said about the table; may be empty
 */
@PublicEvolving
public record TableDefinition(
        TableSchema schema, List<String> primaryKey, Layout layout, String kmsKey, String comment)
        implements Serializable {

    public TableDefinition {
        primaryKey = List.copyOf(primaryKey);
    }

    /** Without a comment. */
    public TableDefinition(
            TableSchema schema, List<String> primaryKey, Layout layout, String kmsKey) {
        this(schema, primaryKey, layout, kmsKey, "");
    }

    /**
     * How the rows of a table are laid out.
     *
     * @param partitionField the column that it is partitioned by; empty for none
     * @param partitionType one of HOUR, DAY, MONTH and YEAR
     * @param expirationMillis how long a partition is kept; zero for ever
     * @param clustering the columns that it is clustered by, at most four; may be none
     */
    @PublicEvolving
    public record Layout(
            String partitionField,
            PartitionType partitionType,
            long expirationMillis,
            List<String> clustering)
            implements Serializable {

        /** Neither partitioned nor clustered. */
        public static final Layout PLAIN = new Layout("", PartitionType.DAY, 0, List.of());

        public Layout {
            clustering = List.copyOf(clustering);
        }

        /** How long a partition is kept, if not for ever. */
        public Optional<Duration> expiration() {
            return expirationMillis == 0
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis(expirationMillis));
        }
    }

    /** How much time a partition covers. */
    @PublicEvolving
    public enum PartitionType {
        HOUR,
        DAY,
        MONTH,
        YEAR;

        /** The value as it is written in a table option. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
