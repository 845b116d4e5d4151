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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The right to write a database file, held by one copy of the connector on the machine.
 *
 * <p>It is a lock on a file of its own beside the database ({@code <db>.flink-lock}), with the
 * holder written into it. The database itself is never touched: closing any descriptor of a file
 * drops the POSIX locks that the process has on it, DuckDB's included. For the same reason a second
 * class loader of this JVM is turned away by a {@link JvmClaim} before it opens the lock file. The
 * file stays when the lock is released, because removing it would race with the next holder.
 */
@Internal
final class SidecarLock implements AutoCloseable {

    private static final String SUFFIX = ".flink-lock";
    private static final int MAX_HOLDER_BYTES = 1024;

    private final JvmClaim claim;
    private final FileChannel channel;

    private SidecarLock(JvmClaim claim, FileChannel channel) {
        this.claim = claim;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @return empty if another process has it
     * @throws DriverException if another class loader of this JVM has it
     */
    static Optional<SidecarLock> tryAcquire(Path database, String holder) throws DuckDbException {
        JvmClaim claim =
                new JvmClaim(
                        "io.flinkbundle.connector.duckdb.writer:" + database,
                        JvmClaim.identity(SidecarLock.class.getClassLoader()));
        Optional<String> other = claim.tryAcquire();
        if (other.isPresent()) {
            throw loadedTwice(database, "class loader " + other.get(), null);
        }
        FileChannel channel = null;
        try {
            channel = open(database);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                write(channel, holder);
                return Optional.of(new SidecarLock(claim, channel));
            }
        } catch (OverlappingFileLockException e) {
            release(claim, channel);
            throw loadedTwice(database, "another class loader", e);
        } catch (IOException e) {
            release(claim, channel);
            throw new InvalidSettingException(
                    String.format(
                            "Could not create the lock file '%s' on host '%s' beside the DuckDB"
                                    + " database: the folder has to be writable.",
                            file(database), LocalHost.name()),
                    e);
        }
        release(claim, channel);
        return Optional.empty();
    }

    /** Who wrote its name into the lock file last. Call it only while this JVM has no lock. */
    static Optional<String> holder(Path database) {
        try (FileChannel channel = FileChannel.open(file(database), StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(MAX_HOLDER_BYTES);
            channel.read(bytes);
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return Optional.of(text.strip()).filter(t -> !t.isEmpty());
        } catch (IOException e) {
            // The name is a courtesy in a message about something else.
            return Optional.empty();
        }
    }

    private static Path file(Path database) {
        return database.resolveSibling(database.getFileName() + SUFFIX);
    }

    private static FileChannel open(Path database) throws IOException {
        return FileChannel.open(
                file(database),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private static void write(FileChannel channel, String holder) throws IOException {
        String text =
                String.format(
                        "process %d on host %s, %s, since %s%n",
                        ProcessHandle.current().pid(),
                        LocalHost.name(),
                        holder,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS));
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static DriverException loadedTwice(Path database, String holder, Throwable cause) {
        return new DriverException(
                String.format(
                        "DuckDB database '%s' is already open for writing in this JVM by %s: the"
                                + " connector is loaded twice. Put the connector and duckdb_jdbc"
                                + " into Flink's lib/ and out of the job's jar, so that all jobs"
                                + " share one copy.",
                        database, holder),
                cause);
    }

    private static void release(JvmClaim claim, FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not close the lock file.", e);
        } finally {
            claim.release();
        }
    }

    @Override
    public void close() {
        release(claim, channel);
    }
}
