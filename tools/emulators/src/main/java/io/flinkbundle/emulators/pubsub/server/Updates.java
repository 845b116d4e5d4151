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

package io.flinkbundle.emulators.pubsub.server;

import io.flinkbundle.emulators.pubsub.rules.Errors;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.FieldMaskUtil.MergeOptions;

import java.util.Set;

/** Changes the settings that an update mask names. */
@Internal
final class Updates {

    private static final MergeOptions REPLACE =
            new MergeOptions()
                    .setReplaceMessageFields(true)
                    .setReplacePrimitiveFields(true)
                    .setReplaceRepeatedFields(true);

    private Updates() {}

    /**
     * The settings after the update. Throws INVALID_ARGUMENT when the mask is empty or names what
     * cannot change.
     *
     * @param changeable the fields that can change
     */
    @SuppressWarnings("unchecked") // A builder of T builds a T.
    static <T extends Message> T apply(
            FieldMask mask, T update, T current, Set<String> changeable) {
        if (mask.getPathsCount() == 0) {
            throw Errors.invalidArgument("The update_mask must be specified and not empty.");
        }
        for (String path : mask.getPathsList()) {
            int dot = path.indexOf('.');
            String field = dot < 0 ? path : path.substring(0, dot);
            if (!changeable.contains(field)
                    || !FieldMaskUtil.isValid(update.getDescriptorForType(), path)) {
                throw Errors.invalidArgument(
                        "The update_mask has the path "
                                + path
                                + ", what can change is "
                                + changeable
                                + ".");
            }
        }
        Message.Builder builder = current.toBuilder();
        FieldMaskUtil.merge(mask, update, builder, REPLACE);
        return (T) builder.build();
    }
}
