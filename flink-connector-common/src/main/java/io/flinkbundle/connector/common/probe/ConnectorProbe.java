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

package io.flinkbundle.connector.common.probe;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.types.logical.RowType;

import java.io.IOException;
import java.util.List;

/**
 * Asks the system behind a table whether a job could use it, and what is there. Changes nothing in
 * the system.
 *
 * <p>Found by {@link java.util.ServiceLoader}. An object serves one call at a time; every call ends
 * within a bounded time, whatever the system does.
 */
@PublicEvolving
public interface ConnectorProbe {

    /** The value of the table option {@code connector}. */
    String factoryIdentifier();

    /** The option that names the table, stream, topic or measurement. */
    String targetOption();

    /**
     * Takes the steps of {@link ProbeStep.Check} in their order, up to the first that fails. What
     * the system answers becomes part of the report; nothing of it is thrown.
     *
     * @throws org.apache.flink.table.api.ValidationException if the options are wrong in themselves
     */
    ProbeReport probe(ProbeRequest request);

    /**
     * The names that the target option could have.
     *
     * @throws IOException if the system does not answer or refuses to
     */
    List<String> targets(ProbeRequest request) throws IOException;

    /**
     * What a person runs to create the target for these columns: statements or commands of the
     * system, one a line.
     *
     * @param name of the target
     * @param primaryKey its columns; empty if there is none
     * @throws org.apache.flink.table.api.ValidationException if the system has no type for a column
     */
    String creation(String name, RowType columns, List<String> primaryKey);
}
