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

package io.flinkbundle.connector.redis.sink.committer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what all writers of a job without checkpoints have staged, and hands it on at the end of
 * the input, once it is fixed in a {@link CommitManifest}. What a repeated attempt has staged
 * beside that is removed.
 */
@Internal
public final class ManifestOperator
        extends AbstractStreamOperator<CommittableMessage<StagedEntries>>
        implements OneInputStreamOperator<
                        CommittableMessage<StagedEntries>, CommittableMessage<StagedEntries>>,
                BoundedOneInput {

    private static final long serialVersionUID = 1L;

    /** There are no checkpoints; Flink wants a number all the same. */
    private static final long CHECKPOINT = 1;

    private final String folder;
    private final String prefix;

    private transient List<StagedEntries> staged;

    /**
     * @param folder where staged entries are
     * @param prefix what the names of the sink's files begin with
     */
    public ManifestOperator(String folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    @Override
    public void open() throws Exception {
        super.open();
        staged = new ArrayList<>();
    }

    @Override
    public void processElement(StreamRecord<CommittableMessage<StagedEntries>> element) {
        if (element.getValue() instanceof CommittableWithLineage<StagedEntries> result) {
            staged.add(result.getCommittable());
        }
    }

    @Override
    public void endInput() throws Exception {
        List<StagedEntries> fixed = fix();
        output.collect(
                new StreamRecord<>(new CommittableSummary<>(0, 1, CHECKPOINT, fixed.size(), 0)));
        for (StagedEntries each : fixed) {
            output.collect(new StreamRecord<>(new CommittableWithLineage<>(each, CHECKPOINT, 0)));
        }
    }

    private List<StagedEntries> fix() throws IOException {
        CommitManifest manifest =
                new CommitManifest(folder, prefix, getContainingTask().getEnvironment().getJobID());
        if (!manifest.exists()) {
            manifest.write(staged);
            return staged;
        }
        List<StagedEntries> fixed = manifest.read();
        LOG.info(
                "An earlier attempt has staged {} parts and may have committed some; they count,"
                        + " not the {} of this attempt.",
                fixed.size(),
                staged.size());
        for (StagedEntries each : staged) {
            if (!fixed.contains(each)) {
                each.payload().discard();
            }
        }
        return fixed;
    }
}
