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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends each append to the server of a cluster that has its stream. The appends of a stream stay in
 * their order, because one server has it. While a slot moves, what is refused waits as if the
 * server were away.
 */
@Internal
final class ClusterWriterConnection implements StreamWriterConnection {

    private final WriterLinks links;

    /** Many appends in a row are for one stream. */
    private AppendTarget lastTarget;

    private RedisNode lastNode;

    ClusterWriterConnection(WriterLinks links) {
        this.links = links;
    }

    @Override
    public AppendResult append(List<StreamAppend> appends) {
        Map<RedisNode, List<StreamAppend>> byNode = new LinkedHashMap<>();
        List<StreamAppend> unacknowledged = new ArrayList<>();
        List<AppendResult.Rejection> rejections = new ArrayList<>();
        IOException failure = null;
        for (StreamAppend append : appends) {
            try {
                byNode.computeIfAbsent(nodeOf(append.target()), node -> new ArrayList<>())
                        .add(append);
            } catch (RedisUnavailableException e) {
                unacknowledged.add(append);
                failure = e;
            }
        }
        for (Map.Entry<RedisNode, List<StreamAppend>> part : byNode.entrySet()) {
            AppendResult result = append(part.getKey(), part.getValue());
            unacknowledged.addAll(result.unacknowledged());
            rejections.addAll(result.rejections());
            failure = worse(failure, result.failure());
        }
        return new AppendResult(unacknowledged, Optional.ofNullable(failure), rejections);
    }

    private AppendResult append(RedisNode node, List<StreamAppend> appends) {
        try {
            return new JedisWriterConnection(links.linkTo(node)).append(appends);
        } catch (IOException e) {
            return new AppendResult(appends, Optional.of(e), List.of());
        }
    }

    /** Each server has replicas of its own. */
    @Override
    public void awaitReplicas(ReplicaWait wait) throws IOException {
        for (WriterLink link : links.open()) {
            link.awaitReplicas(wait);
        }
    }

    /** One that another attempt cannot mend counts for all. */
    private static IOException worse(IOException failure, Optional<IOException> next) {
        return failure == null || failure instanceof RedisUnavailableException
                ? next.orElse(failure)
                : failure;
    }

    private RedisNode nodeOf(AppendTarget target) throws RedisUnavailableException {
        if (target != lastTarget) {
            lastNode = links.nodeOf(target.stream().getBytes(StandardCharsets.UTF_8));
            lastTarget = target;
        }
        return lastNode;
    }

    @Override
    public void close() {
        links.close();
    }
}
