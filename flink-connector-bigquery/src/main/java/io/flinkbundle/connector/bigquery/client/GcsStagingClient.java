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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.Internal;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.BucketInfo.LifecycleRule;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;

/**
 * Keeps files in Cloud Storage. Uploads are resumed by the library where they break off, since only
 * that knows how far they came.
 */
@Internal
public final class GcsStagingClient implements StagingClient {

    private static final int HTTP_CONFLICT = 409;
    private static final int LIFETIME_DAYS = 1;
    private static final String CONTENT_TYPE = "application/x-ndjson";

    private final Storage storage;

    /**
     * @param project to which a bucket belongs that is created
     * @throws IOException if the credentials cannot be loaded
     */
    public GcsStagingClient(BigQueryConnectionOptions options, String project) throws IOException {
        StorageOptions.Builder settings =
                StorageOptions.http()
                        .setProjectId(options.project().orElse(project))
                        .setCredentials(options.credentials().credentials());
        options.storageEndpoint()
                .ifPresentOrElse(
                        settings::setHost,
                        () -> settings.setUniverseDomain(options.universeDomain()));
        options.quotaProject().ifPresent(settings::setQuotaProjectId);
        this.storage = settings.build().getService();
    }

    @Override
    public void ensureBucket(String bucket, String location) throws IOException {
        String what = "find or create bucket " + bucket;
        try {
            if (storage.get(bucket) != null) {
                return;
            }
            BucketInfo.Builder info =
                    BucketInfo.newBuilder(bucket)
                            .setLifecycleRules(
                                    List.of(
                                            new LifecycleRule(
                                                    LifecycleRule.LifecycleAction.newDeleteAction(),
                                                    LifecycleRule.LifecycleCondition.newBuilder()
                                                            .setAge(LIFETIME_DAYS)
                                                            .build())));
            if (!location.isEmpty()) {
                info.setLocation(location);
            }
            storage.create(info.build());
        } catch (StorageException e) {
            // Another subtask was faster, if it is ours.
            if (e.getCode() != HTTP_CONFLICT || !isReachable(bucket)) {
                throw BigQueryErrors.translate(what, e);
            }
        }
    }

    private boolean isReachable(String bucket) throws IOException {
        try {
            return storage.get(bucket) != null;
        } catch (StorageException e) {
            throw BigQueryErrors.translate("find bucket " + bucket, e);
        }
    }

    @Override
    public OutputStream create(String bucket, String object) throws IOException {
        try {
            return Channels.newOutputStream(
                    storage.writer(
                            BlobInfo.newBuilder(bucket, object)
                                    .setContentType(CONTENT_TYPE)
                                    .build()));
        } catch (StorageException e) {
            throw BigQueryErrors.translate("create gs://" + bucket + "/" + object, e);
        }
    }

    @Override
    public void deleteAll(String bucket, String prefix) throws IOException {
        try {
            List<BlobId> found =
                    storage.list(bucket, Storage.BlobListOption.prefix(prefix))
                            .streamAll()
                            .map(Blob::getBlobId)
                            .toList();
            // One by one: a batch of requests hides it when one of them is refused.
            for (BlobId object : found) {
                storage.delete(object);
            }
        } catch (StorageException e) {
            throw BigQueryErrors.translate("delete gs://" + bucket + "/" + prefix + "*", e);
        }
    }
}
