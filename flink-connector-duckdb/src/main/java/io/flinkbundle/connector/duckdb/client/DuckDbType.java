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

package io.flinkbundle.connector.duckdb.client;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A DuckDB type, taken apart. Its text is the type's name as DuckDB writes it.
 *
 * <pre>{@code
 * DuckDbType type = DuckDbType.parse("STRUCT(id INTEGER, tags VARCHAR[])");
 * }</pre>
 */
@Internal
public sealed interface DuckDbType {

    /**
     * Takes a type's name apart as {@link DuckDbColumn#typeName()} has it. What is not understood
     * becomes a {@link Simple} type with the whole text as its name.
     */
    static DuckDbType parse(String typeName) {
        return DuckDbTypeParser.parse(typeName);
    }

    /** The name without parts and parameters, such as {@code DECIMAL} or {@code STRUCT}. */
    String name();

    /**
     * A type without parts.
     *
     * @param name the name, in upper case unless it is quoted or not understood
     */
    record Simple(String name) implements DuckDbType {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A {@code DECIMAL}.
     *
     * @param precision all digits
     * @param scale digits behind the point
     */
    record Decimal(int precision, int scale) implements DuckDbType {
        @Override
        public String name() {
            return "DECIMAL";
        }

        @Override
        public String toString() {
            return "DECIMAL(" + precision + ',' + scale + ')';
        }
    }

    /** An {@code ENUM} with its values. */
    record Enumeration(List<String> values) implements DuckDbType {
        public Enumeration {
            values = List.copyOf(values);
        }

        @Override
        public String name() {
            return "ENUM";
        }

        @Override
        public String toString() {
            return values.stream()
                    .map(value -> '\'' + value.replace("'", "''") + '\'')
                    .collect(Collectors.joining(", ", "ENUM(", ")"));
        }
    }

    /** A list of any length, {@code T[]}. */
    record ListOf(DuckDbType element) implements DuckDbType {
        @Override
        public String name() {
            return "LIST";
        }

        @Override
        public String toString() {
            return element + "[]";
        }
    }

    /** A list of always the same length, {@code T[n]}. */
    record ArrayOf(DuckDbType element, int length) implements DuckDbType {
        @Override
        public String name() {
            return "ARRAY";
        }

        @Override
        public String toString() {
            return element + "[" + length + ']';
        }
    }

    /** A {@code MAP}. */
    record MapOf(DuckDbType key, DuckDbType value) implements DuckDbType {
        @Override
        public String name() {
            return "MAP";
        }

        @Override
        public String toString() {
            return "MAP(" + key + ", " + value + ')';
        }
    }

    /** A {@code STRUCT} with its fields. */
    record Struct(List<Member> members) implements DuckDbType {
        public Struct {
            members = List.copyOf(members);
        }

        @Override
        public String name() {
            return "STRUCT";
        }

        @Override
        public String toString() {
            return name() + Member.list(members);
        }
    }

    /** A {@code UNION} with its tags. */
    record Union(List<Member> members) implements DuckDbType {
        public Union {
            members = List.copyOf(members);
        }

        @Override
        public String name() {
            return "UNION";
        }

        @Override
        public String toString() {
            return name() + Member.list(members);
        }
    }

    /** A field of a struct or a tag of a union. DuckDB compares the names without case. */
    record Member(String name, DuckDbType type) {

        /** Finds a member without regard to case. */
        public static Optional<Member> find(List<Member> members, String name) {
            return members.stream()
                    .filter(member -> member.name.equalsIgnoreCase(name))
                    .findFirst();
        }

        private static String list(List<Member> members) {
            return members.stream()
                    .map(Member::toString)
                    .collect(Collectors.joining(", ", "(", ")"));
        }

        @Override
        public String toString() {
            return Identifiers.quote(name) + ' ' + type;
        }
    }
}
