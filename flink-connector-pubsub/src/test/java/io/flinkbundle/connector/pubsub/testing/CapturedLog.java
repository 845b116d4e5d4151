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

package io.flinkbundle.connector.pubsub.testing;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.layout.PatternLayout;

import java.io.StringWriter;

/** Everything that is logged at DEBUG or above, until it is closed. */
public final class CapturedLog implements AutoCloseable {

    private final StringWriter text = new StringWriter();
    private final Logger root = (Logger) LogManager.getRootLogger();
    private final Level level = root.getLevel();
    private final WriterAppender appender =
            WriterAppender.newBuilder()
                    .setName("captured")
                    .setTarget(text)
                    .setLayout(PatternLayout.newBuilder().withPattern("%m%n%throwable").build())
                    .build();

    public CapturedLog() {
        appender.start();
        Configurator.setRootLevel(Level.DEBUG);
        root.addAppender(appender);
    }

    public String text() {
        return text.toString();
    }

    @Override
    public void close() {
        root.removeAppender(appender);
        Configurator.setRootLevel(level);
        appender.stop();
    }
}
