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

package io.flinkbundle.connector.pubsub.source.reader;

import org.apache.flink.annotation.Internal;

/** What it means for a message that its ack id is not valid any more. */
@Internal
enum OnInvalid {
    /** It comes again, and is repeated then unless it is known. */
    FORGET,
    /** It may have gone to another reader, which must not count it: the job starts again. */
    FAIL,
    /** It was acknowledged before, or comes again; it stays known until that is over. */
    KEEP
}
