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

package io.flinkbundle.connector.duckdb.tpch;

import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.apache.flink.table.api.TableEnvironment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables of TPC-H: how they are made, and what they are in Flink. */
final class TpchTables {

    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("region", "r_regionkey INT, r_name STRING, r_comment STRING");
        COLUMNS.put("nation", "n_nationkey INT, n_name STRING, n_regionkey INT, n_comment STRING");
        COLUMNS.put(
                "supplier",
                "s_suppkey BIGINT, s_name STRING, s_address STRING, s_nationkey INT,"
                        + " s_phone STRING, s_acctbal DECIMAL(15, 2), s_comment STRING");
        COLUMNS.put(
                "part",
                "p_partkey BIGINT, p_name STRING, p_mfgr STRING, p_brand STRING, p_type STRING,"
                        + " p_size INT, p_container STRING, p_retailprice DECIMAL(15, 2),"
                        + " p_comment STRING");
        COLUMNS.put(
                "partsupp",
                "ps_partkey BIGINT, ps_suppkey BIGINT, ps_availqty INT,"
                        + " ps_supplycost DECIMAL(15, 2), ps_comment STRING");
        COLUMNS.put(
                "customer",
                "c_custkey BIGINT, c_name STRING, c_address STRING, c_nationkey INT,"
                        + " c_phone STRING, c_acctbal DECIMAL(15, 2), c_mktsegment STRING,"
                        + " c_comment STRING");
        COLUMNS.put(
                "orders",
                "o_orderkey BIGINT, o_custkey BIGINT, o_orderstatus STRING,"
                        + " o_totalprice DECIMAL(15, 2), o_orderdate DATE, o_orderpriority STRING,"
                        + " o_clerk STRING, o_shippriority INT, o_comment STRING");
        COLUMNS.put(
                "lineitem",
                "l_orderkey BIGINT, l_partkey BIGINT, l_suppkey BIGINT, l_linenumber INT,"
                        + " l_quantity DECIMAL(15, 2), l_extendedprice DECIMAL(15, 2),"
                        + " l_discount DECIMAL(15, 2), l_tax DECIMAL(15, 2), l_returnflag STRING,"
                        + " l_linestatus STRING, l_shipdate DATE, l_commitdate DATE,"
                        + " l_receiptdate DATE, l_shipinstruct STRING, l_shipmode STRING,"
                        + " l_comment STRING");
    }

    private TpchTables() {}

    /** Makes all tables in a new file. */
    static void generate(Path file) throws IOException, SQLException {
        DuckDbFiles.execute(file, resource("generator.sql").split(";\\s*\n"));
    }

    /** Declares all tables of a file, in small splits, so that readers share them. */
    static void declare(TableEnvironment tables, Path file) {
        COLUMNS.forEach(
                (name, columns) ->
                        tables.executeSql(
                                String.format(
                                        "CREATE TABLE %s (%s) WITH ('connector' = 'duckdb',"
                                                + " 'path' = '%s', 'table-name' = '%s',"
                                                + " 'scan.partition.size' = '122880')",
                                        name, columns, file, name)));
    }

    /** One of the 22 queries, in words that both Flink and DuckDB understand. */
    static String query(int number) throws IOException {
        return resource(String.format("q%02d.sql", number));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TpchTables.class.getResourceAsStream("/tpch/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
