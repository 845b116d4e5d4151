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

package io.flinkbundle.emulators.influxdb3.sql;

import io.flinkbundle.emulators.influxdb3.engine.Identifiers;
import io.flinkbundle.emulators.influxdb3.engine.SqlFunctions;
import io.flinkbundle.emulators.influxdb3.sql.SqlToken.Kind;
import io.flinkbundle.emulators.influxdb3.store.Database;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Says in DuckDB's SQL what a query says in DataFusion's.
 *
 * <p>It works on the tokens: names keep their case only in quotes, {@code $name} becomes the value
 * that is bound to it, the type TIMESTAMP and {@code now()} have nanoseconds, functions of another
 * meaning are replaced, and {@code information_schema} and {@code last_cache()} become queries.
 */
@Internal
final class SqlTranslator {

    private static final Set<String> REGEX_OPERATORS = Set.of("~", "!~", "~*", "!~*");

    /** What can follow a table, so that it is not the alias of it. */
    private static final Set<String> AFTER_TABLE =
            Set.of(
                    "where",
                    "join",
                    "on",
                    "order",
                    "group",
                    "limit",
                    "union",
                    "left",
                    "right",
                    "inner",
                    "cross",
                    "full",
                    "having",
                    "natural",
                    "offset",
                    "except",
                    "intersect",
                    "using",
                    "window");

    private final Database database;
    private final Map<String, JsonElement> parameters;
    private final long nowNanos;
    private final List<SqlToken> tokens;
    private final StringBuilder sql = new StringBuilder();
    private final Deque<Boolean> castsOpen = new ArrayDeque<>();

    private int at;

    /**
     * @param tokens a single statement that reads
     * @param nowNanos what {@code now()} is, in nanoseconds since the epoch
     */
    SqlTranslator(
            Database database,
            Map<String, JsonElement> parameters,
            long nowNanos,
            List<SqlToken> tokens) {
        this.database = database;
        this.parameters = parameters;
        this.nowNanos = nowNanos;
        this.tokens = tokens;
    }

    String translate() throws SqlException {
        while (at < tokens.size()) {
            SqlToken token = tokens.get(at);
            switch (token.kind()) {
                case WORD -> word(token);
                case QUOTED_NAME -> quotedName(token);
                case STRING -> emit(1, Literals.text(token.text()));
                case NUMBER -> emit(1, number(token.text()));
                case PARAMETER -> emit(1, parameter(token.text()));
                case SYMBOL -> symbol(token);
            }
        }
        return sql.toString();
    }

    private void emit(int tokensRead, String text) {
        at += tokensRead;
        if (!sql.isEmpty()) {
            sql.append(' ');
        }
        sql.append(text);
    }

    private SqlToken peek(int offset) {
        int index = at + offset;
        return index >= 0 && index < tokens.size()
                ? tokens.get(index)
                : new SqlToken(Kind.SYMBOL, "");
    }

    private void word(SqlToken token) throws SqlException {
        String name = token.name();
        boolean called = peek(1).isSymbol("(");
        if (called && name.equals("now") && peek(2).isSymbol(")")) {
            emit(3, Literals.timestamp(nowNanos));
        } else if (name.equals("current_timestamp")) {
            emit(1, Literals.timestamp(nowNanos));
        } else if (name.equals("current_date")) {
            emit(1, "CAST(" + Literals.timestamp(nowNanos) + " AS DATE)");
        } else if (called && SqlFunctions.REPLACED.contains(name)) {
            emit(1, SqlFunctions.PREFIX + name);
        } else if (called && name.equals(LastCaches.FUNCTION)) {
            lastCache();
        } else if (name.equals("timestamp") && isType()) {
            emit(1, "TIMESTAMP_NS");
        } else if (beginsQualifiedTable()) {
            qualifiedTable();
        } else {
            emit(1, token.text().toLowerCase(Locale.ROOT));
        }
    }

    private void quotedName(SqlToken token) throws SqlException {
        if (beginsQualifiedTable()) {
            qualifiedTable();
        } else {
            emit(1, Identifiers.quote(token.text()));
        }
    }

    private boolean beginsQualifiedTable() {
        return (peek(-1).isWord("from") || peek(-1).isWord("join")) && peek(1).isSymbol(".");
    }

    /**
     * {@code TIMESTAMP '…'}, {@code …::TIMESTAMP} and {@code CAST(… AS TIMESTAMP)}, but not a
     * column of this name.
     */
    private boolean isType() {
        boolean inCast = !castsOpen.isEmpty() && castsOpen.peek();
        return peek(1).kind() == Kind.STRING
                || peek(-1).isSymbol("::")
                || inCast && peek(-1).isWord("as") && peek(1).isSymbol(")");
    }

    private void symbol(SqlToken token) throws SqlException {
        if (REGEX_OPERATORS.contains(token.text())) {
            throw SqlException.notImplemented(
                    "the emulator does not have the operator "
                            + token.text()
                            + ", use regexp_like(text, pattern)");
        }
        if (token.isSymbol("(")) {
            castsOpen.push(peek(-1).isWord("cast") || peek(-1).isWord("try_cast"));
        } else if (token.isSymbol(")") && !castsOpen.isEmpty()) {
            castsOpen.pop();
        }
        emit(1, token.text());
    }

    /** A number with a point is a double in DataFusion, and a decimal in DuckDB. */
    private static String number(String digits) {
        return digits.indexOf('.') < 0 ? digits : "CAST(" + digits + " AS DOUBLE)";
    }

    private String parameter(String name) throws SqlException {
        JsonElement value = parameters.get(name);
        if (value == null) {
            throw SqlException.plan("No value found for placeholder with name $" + name);
        }
        return Literals.parameter(name, value);
    }

    private void qualifiedTable() throws SqlException {
        int start = peek(0).name().equals("public") && peek(3).isSymbol(".") ? 2 : 0;
        String schema = peek(start).name();
        SqlToken table = peek(start + 2);
        if (schema.equals("iox") && table.isName()) {
            emit(start + 3, Identifiers.quote(table.name()));
        } else if (schema.equals("information_schema") && table.isName()) {
            emit(
                    start + 3,
                    InformationSchema.view(database, table.name())
                            .orElseThrow(() -> noTable(schema, table.name())));
            emitAliasUnlessGiven(table.name());
        } else {
            throw noTable(schema, table.name());
        }
    }

    private static SqlException noTable(String schema, String table) {
        return SqlException.plan("table 'public." + schema + "." + table + "' not found");
    }

    private void lastCache() throws SqlException {
        List<String> arguments = new ArrayList<>();
        int next = 2;
        while (peek(next).kind() == Kind.STRING) {
            arguments.add(peek(next).text());
            next++;
            if (peek(next).isSymbol(",")) {
                next++;
            }
        }
        if (!peek(next).isSymbol(")") || arguments.size() > 2) {
            throw SqlException.plan(
                    arguments.isEmpty()
                            ? "first argument must be the table name as a string"
                            : "second argument, if passed, must be the cache name as a string");
        }
        emit(next + 1, LastCaches.query(database, arguments, nowNanos / 1_000_000));
        emitAliasUnlessGiven(LastCaches.FUNCTION);
    }

    private void emitAliasUnlessGiven(String alias) {
        SqlToken next = peek(0);
        if (!next.isName() || AFTER_TABLE.contains(next.name())) {
            emit(0, "AS " + alias);
        }
    }
}
