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

package io.flinkbundle.emulators.influxdb3.schema;

import org.apache.flink.annotation.PublicEvolving;

/**
 * What the server refuses because there would be too much of it.
 *
 * @param requestBytes the bytes of a request, before and again after it is unzipped
 * @param databases the databases
 * @param tables the tables of all databases together
 * @param columns the tags and fields of a table
 * @param queryFiles the files that a query may read: each table has one for every ten minutes that
 *     it has points in
 */
@PublicEvolving
public record Limits(int requestBytes, int databases, int tables, int columns, int queryFiles) {

    /** Those of InfluxDB 3 Core: 10 MiB, 5 databases, 2000 tables, 500 columns, 432 files. */
    public static final Limits CORE = new Limits(10 << 20, 5, 2_000, 500, 432);

    public Limits {
        if (requestBytes < 1 || databases < 1 || tables < 1 || columns < 1 || queryFiles < 1) {
            throw new IllegalArgumentException("A limit is at least 1.");
        }
    }

    /** What the server says when a database would be one too many. */
    public String tooManyDatabases() {
        return "Adding a new database would exceed limit of " + databases + " databases";
    }

    /** What the server says when a table would be one too many beside these. */
    public String tooManyTables(int existing) {
        return "Update to schema would exceed number of tables limit: attempted to create table but"
                + " already have "
                + existing
                + " table(s) (limit: "
                + tables
                + ")";
    }

    /** What the server says when a table would have too many columns. */
    public String tooManyColumns() {
        return "Update to schema would exceed number of columns per table limit of "
                + columns
                + " columns";
    }

    public Limits withRequestBytes(int bytes) {
        return new Limits(bytes, databases, tables, columns, queryFiles);
    }

    public Limits withDatabases(int count) {
        return new Limits(requestBytes, count, tables, columns, queryFiles);
    }

    public Limits withTables(int count) {
        return new Limits(requestBytes, databases, count, columns, queryFiles);
    }

    public Limits withColumns(int count) {
        return new Limits(requestBytes, databases, tables, count, queryFiles);
    }

    public Limits withQueryFiles(int count) {
        return new Limits(requestBytes, databases, tables, columns, count);
    }
}
