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

package io.flinkbundle.cli.transfer;

import io.flinkbundle.cli.gateway.GatewaySession;
import io.flinkbundle.cli.gateway.HttpJson.RefusedException;
import io.flinkbundle.cli.output.KnownSecrets;
import io.flinkbundle.cli.script.Placeholders;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Adds a configuration to a session: nothing that is there is changed or removed. */
@Internal
public final class Application {

    private static final Set<String> NAMED =
            Set.of("catalog", "database", "function", "table", "view", Item.MATERIALIZED_TABLE);

    /** Kinds whose items may stand before another one that they read. */
    private static final Set<String> READERS = Set.of("view", Item.MATERIALIZED_TABLE);

    private final GatewaySession session;
    private final Placeholders placeholders;
    private final boolean dryRun;
    private final boolean startJobs;

    /**
     * @param dryRun only say what would be done
     * @param startJobs also run INSERTs, each time anew
     */
    public Application(
            GatewaySession session, Placeholders placeholders, boolean dryRun, boolean startJobs) {
        this.session = session;
        this.placeholders = placeholders;
        this.dryRun = dryRun;
        this.startJobs = startJobs;
    }

    /** What became of an item. */
    public enum Status {
        CREATED,
        WOULD_CREATE,
        UNCHANGED,
        DIFFERENT,
        SKIPPED,
        FAILED
    }

    /**
     * One line of the report.
     *
     * @param item which it is about
     * @param status what became of it
     * @param detail why
     */
    public record Outcome(String item, Status status, String detail) {}

    /** Goes through all items, also after one has failed. */
    public List<Outcome> apply(Configuration configuration) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Item item : configuration.items()) {
            outcomes.add(apply(item));
        }
        boolean progress = true;
        while (progress) {
            progress = retryReaders(configuration.items(), outcomes);
        }
        return outcomes;
    }

    /** Returns whether one more could be made. */
    private boolean retryReaders(List<Item> items, List<Outcome> outcomes) {
        boolean progress = false;
        for (int i = 0; i < items.size(); i++) {
            if (READERS.contains(items.get(i).kind())
                    && outcomes.get(i).status() == Status.FAILED) {
                Outcome again = apply(items.get(i));
                progress |= again.status() == Status.CREATED;
                outcomes.set(i, again);
            }
        }
        return progress;
    }

    private Outcome apply(Item item) {
        Set<String> missing = placeholders.missingIn(item.sql());
        if (!missing.isEmpty() && !dryRun && !isLeftOut(item)) {
            return outcome(
                    item,
                    Status.FAILED,
                    "nothing is known to fill in for ${" + missing.iterator().next() + "}");
        }
        if (isThere(item)) {
            return outcome(item, Status.UNCHANGED, "");
        }
        if (NAMED.contains(item.kind())) {
            Outcome there = compare(item);
            if (there.status() != Status.WOULD_CREATE) {
                return there;
            }
        }
        if (isLeftOut(item)) {
            return outcome(item, Status.SKIPPED, "--start-jobs starts it");
        }
        return dryRun ? outcome(item, Status.WOULD_CREATE, "") : create(item);
    }

    private boolean isLeftOut(Item item) {
        return item.startsJob() && !startJobs;
    }

    private boolean isThere(Item item) {
        return switch (item.kind()) {
            case "set" -> isSet(item);
            case "jar" -> session.execute("SHOW JARS").rows().contains(List.of(item.name()));
            default -> false;
        };
    }

    private boolean isSet(Item item) {
        String value = session.properties().get(item.name());
        return value != null
                && placeholders
                        .fill(item.sql())
                        .equals("SET '%s' = '%s'".formatted(item.name(), value.replace("'", "''")));
    }

    private Outcome compare(Item item) {
        try {
            String there = definition(item);
            if (there.isEmpty()) {
                return outcome(item, Status.WOULD_CREATE, "");
            }
            return Secrets.replace(there, item.name()).equals(item.sql())
                    ? outcome(item, Status.UNCHANGED, "")
                    : outcome(
                            item,
                            Status.DIFFERENT,
                            "one of this name is there, and stays as it is");
        } catch (RefusedException e) {
            return outcome(item, Status.WOULD_CREATE, ""); // it is not there
        }
    }

    /** What is there under that name; empty if nothing is told about it. */
    private String definition(Item item) {
        String name = SessionExport.quote(item.name());
        return switch (item.kind()) {
            case "database" -> {
                session.execute("DESCRIBE DATABASE " + name);
                yield item.sql();
            }
            case "function" -> new SessionFunctions(session).definition(name).orElse("");
            default -> SessionExport.definition(session, item.kind(), name);
        };
    }

    private Outcome create(Item item) {
        try {
            session.execute(placeholders.fill(item.sql()));
            return outcome(item, Status.CREATED, "");
        } catch (RefusedException e) {
            return outcome(item, Status.FAILED, firstLine(KnownSecrets.hide(e.getMessage())));
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static Outcome outcome(Item item, Status status, String detail) {
        return new Outcome(item.title(), status, detail);
    }
}
