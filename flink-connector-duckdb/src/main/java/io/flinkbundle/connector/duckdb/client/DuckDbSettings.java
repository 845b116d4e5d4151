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

import io.flinkbundle.connector.common.secret.Secret;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a database file is opened.
 *
 * <pre>{@code
 * DuckDbSettings settings = DuckDbSettings.of("/data/shop.duckdb").withThreads(2);
 * }</pre>
 *
 * @param path the database file, as every TaskManager sees it
 * @param maxWait how long a source waits for a file that somebody else holds; zero: not at all. A
 *     sink waits as its retry policy says
 * @param memoryLimit what DuckDB may use outside of the Java heap, for all users of the file in one
 *     JVM together; a sink's subtask that stages rows takes a quarter of it in addition. DuckDB's
 *     own default of 80 % of the machine ignores a container's budget
 * @param threads threads of one instance; {@link #AUTO_THREADS} for one a slot
 * @param storageVersion the oldest DuckDB that shall be able to read a file that is created; {@link
 *     #AUTO_STORAGE_VERSION} for the oldest that holds the types. An existing file keeps its own
 * @param extensionDirectory the folder in which DuckDB looks for extensions, which are never
 *     downloaded; {@link #DEFAULT_EXTENSION_DIRECTORY} for the one in the home folder
 * @param sessionInitSql SQL that each new connection runs first; blank for none. Not for staging
 *     files, which hold nothing but rows
 * @param properties further settings of DuckDB by their own names
 */
@PublicEvolving
public record DuckDbSettings(
        String path,
        Duration maxWait,
        MemorySize memoryLimit,
        int threads,
        String storageVersion,
        String extensionDirectory,
        Secret sessionInitSql,
        Map<String, String> properties)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public static final Duration DEFAULT_MAX_WAIT = Duration.ofSeconds(30);
    public static final MemorySize DEFAULT_MEMORY_LIMIT = MemorySize.ofMebiBytes(512);

    /** The schema that DuckDB uses where none is named. */
    public static final String DEFAULT_SCHEMA = "main";

    /** As many threads as the TaskManager is configured to have slots. */
    public static final int AUTO_THREADS = 0;

    /** The oldest storage version that holds the types of the table. */
    public static final String AUTO_STORAGE_VERSION = "";

    /** Where DuckDB looks by itself: {@code .duckdb/extensions} in the home folder. */
    public static final String DEFAULT_EXTENSION_DIRECTORY = "";

    public static final Secret NO_INIT_SQL = Secret.inline("");

    public DuckDbSettings {
        if (path.isBlank()) {
            throw new IllegalArgumentException("The path of the database must not be blank.");
        }
        if (maxWait.isNegative()) {
            throw new IllegalArgumentException("The time to wait must not be negative: " + maxWait);
        }
        if (threads < AUTO_THREADS) {
            throw new IllegalArgumentException(
                    "The number of threads must be positive: " + threads);
        }
        if (!storageVersion.equals(AUTO_STORAGE_VERSION)) {
            StorageVersion.check(storageVersion);
        }
        ReservedProperties.check(properties);
        properties = Map.copyOf(properties);
    }

    /** Settings with all defaults. */
    public static DuckDbSettings of(String path) {
        return new DuckDbSettings(
                path,
                DEFAULT_MAX_WAIT,
                DEFAULT_MEMORY_LIMIT,
                AUTO_THREADS,
                AUTO_STORAGE_VERSION,
                DEFAULT_EXTENSION_DIRECTORY,
                NO_INIT_SQL,
                Map.of());
    }

    public DuckDbSettings withPath(String value) {
        return new DuckDbSettings(
                value,
                maxWait,
                memoryLimit,
                threads,
                storageVersion,
                extensionDirectory,
                sessionInitSql,
                properties);
    }

    public DuckDbSettings withMaxWait(Duration value) {
        return new DuckDbSettings(
                path,
                value,
                memoryLimit,
                threads,
                storageVersion,
                extensionDirectory,
                sessionInitSql,
                properties);
    }

    public DuckDbSettings withMemoryLimit(MemorySize value) {
        return new DuckDbSettings(
                path,
                maxWait,
                value,
                threads,
                storageVersion,
                extensionDirectory,
                sessionInitSql,
                properties);
    }

    public DuckDbSettings withThreads(int value) {
        return new DuckDbSettings(
                path,
                maxWait,
                memoryLimit,
                value,
                storageVersion,
                extensionDirectory,
                sessionInitSql,
                properties);
    }

    public DuckDbSettings withStorageVersion(String value) {
        return new DuckDbSettings(
                path,
                maxWait,
                memoryLimit,
                threads,
                value,
                extensionDirectory,
                sessionInitSql,
                properties);
    }

    public DuckDbSettings withExtensionDirectory(String value) {
        return new DuckDbSettings(
                path,
                maxWait,
                memoryLimit,
                threads,
                storageVersion,
                value,
                sessionInitSql,
                properties);
    }

    /** The SQL itself, or the name of a file with it that each worker reads. */
    public DuckDbSettings withSessionInitSql(Secret value) {
        return new DuckDbSettings(
                path,
                maxWait,
                memoryLimit,
                threads,
                storageVersion,
                extensionDirectory,
                value,
                properties);
    }

    public DuckDbSettings withProperties(Map<String, String> value) {
        return new DuckDbSettings(
                path,
                maxWait,
                memoryLimit,
                threads,
                storageVersion,
                extensionDirectory,
                sessionInitSql,
                value);
    }

    /** Replaces {@link #AUTO_THREADS} by the number of slots; an explicit number stays. */
    public DuckDbSettings withThreadsUnlessSet(int slots) {
        return threads == AUTO_THREADS ? withThreads(Math.max(1, slots)) : this;
    }

    /** Replaces {@link #AUTO_STORAGE_VERSION}; an explicit version stays. */
    public DuckDbSettings withStorageVersionUnlessSet(String version) {
        return storageVersion.equals(AUTO_STORAGE_VERSION) ? withStorageVersion(version) : this;
    }

    /**
     * What the driver gets. Never part of the URL, where {@code ;} and {@code =} would split it.
     */
    Properties toDriverProperties(AccessMode mode) {
        Map<String, String> merged = new TreeMap<>();
        // An extension that is loaded behind the user's back would be a download in a TaskManager.
        merged.put("autoinstall_known_extensions", "false");
        merged.put("memory_limit", memoryLimit.getBytes() / 1024 + "KiB");
        merged.put("threads", Integer.toString(Math.max(1, threads)));
        if (!extensionDirectory.isEmpty()) {
            merged.put("extension_directory", extensionDirectory);
        }
        if (mode == AccessMode.READ_WRITE) {
            merged.put(
                    "storage_compatibility_version",
                    withStorageVersionUnlessSet(StorageVersion.OLDEST).storageVersion);
        }
        merged.putAll(properties);
        merged.put("access_mode", mode.name());
        Properties result = new Properties();
        result.putAll(merged);
        return result;
    }

    /** For log lines: no SQL and only the keys of properties, because both may hold credentials. */
    @Override
    public String toString() {
        return String.format(
                "path %s, memory limit %s, threads %d, properties %s",
                path, memoryLimit, threads, new TreeSet<>(properties.keySet()));
    }
}
