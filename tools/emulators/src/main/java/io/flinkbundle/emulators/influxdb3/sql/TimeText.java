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

package io.flinkbundle.emulators.influxdb3.sql;

import org.apache.flink.annotation.Internal;

import java.time.LocalDate;

/**
 * Times as the server shows them: without a zone, with no, three, six or nine digits behind the
 * seconds.
 */
@Internal
final class TimeText {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int SECONDS_PER_DAY = 86_400;

    private long day = Long.MIN_VALUE;
    private String date = "";

    void put(Utf8Buffer out, long nanos) {
        long seconds = Math.floorDiv(nanos, NANOS_PER_SECOND);
        long dayOfTime = Math.floorDiv(seconds, SECONDS_PER_DAY);
        if (dayOfTime != day) {
            day = dayOfTime;
            date = LocalDate.ofEpochDay(day).toString();
        }
        out.ascii(date);
        int secondOfDay = (int) Math.floorMod(seconds, (long) SECONDS_PER_DAY);
        out.put('T');
        out.digits(secondOfDay / 3600, 2);
        out.put(':');
        out.digits(secondOfDay / 60 % 60, 2);
        out.put(':');
        out.digits(secondOfDay % 60, 2);
        fraction(out, (int) Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    private static void fraction(Utf8Buffer out, int nanos) {
        if (nanos == 0) {
            return;
        }
        out.put('.');
        if (nanos % 1_000_000 == 0) {
            out.digits(nanos / 1_000_000, 3);
        } else if (nanos % 1_000 == 0) {
            out.digits(nanos / 1_000, 6);
        } else {
            out.digits(nanos, 9);
        }
    }
}
