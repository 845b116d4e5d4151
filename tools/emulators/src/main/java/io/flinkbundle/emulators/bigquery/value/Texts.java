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

package io.flinkbundle.emulators.bigquery.value;

import io.flinkbundle.emulators.bigquery.schema.Field;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values that are written as text. */
@Internal
public final class Texts {

    private static final int NUMERIC_DIGITS = 29;
    private static final BigDecimal MAX_BIGNUMERIC =
            new BigDecimal(
                    "578960446186580977117854925043439539266"
                            + ".34992332820282019728792003956564819967");
    private static final BigDecimal MIN_BIGNUMERIC =
            new BigDecimal(
                    "-578960446186580977117854925043439539266"
                            + ".34992332820282019728792003956564819968");
    private static final Pattern ZONE =
            Pattern.compile("(.*?)\\s*(Z|z|UTC|[+-]\\d{1,2}(?::?\\d{2})?)?");
    private static final Pattern RANGE = Pattern.compile("\\[\\s*(.*?)\\s*,\\s*(.*?)\\s*\\)");

    private Texts() {}

    /**
     * @throws ValueException when the text is no value of the field
     */
    public static Object parse(Field field, String text) {
        try {
            return switch (field.type()) {
                case STRING -> checkedText(field, text);
                case GEOGRAPHY -> text;
                case JSON -> json(field, text);
                case BOOL -> bool(field, text);
                case INT64 -> Long.parseLong(text.trim());
                case FLOAT64 -> float64(text.trim());
                case NUMERIC, BIGNUMERIC -> checked(field, new BigDecimal(text.trim()));
                case BYTES -> Base64.getDecoder().decode(text);
                case DATE -> Math.toIntExact(LocalDate.parse(text.trim()).toEpochDay());
                case TIME -> Civil.micros(LocalTime.parse(text.trim()));
                case DATETIME -> Civil.micros(dateTime(text));
                case TIMESTAMP -> timestamp(text);
                case INTERVAL -> IntervalValue.parse(text).orElseThrow(() -> invalid(field, text));
                case RANGE -> range(field, text);
                case STRUCT -> throw invalid(field, text);
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            throw invalid(field, text);
        }
    }

    private static String checkedText(Field field, String text) {
        if (field.maxLength().isPresent()
                && text.codePointCount(0, text.length()) > field.maxLength().getAsLong()) {
            throw new ValueException(
                    "Field "
                            + field.name()
                            + ": STRING("
                            + field.maxLength().getAsLong()
                            + ") has maximum length "
                            + field.maxLength().getAsLong()
                            + " but got a value with length "
                            + text.codePointCount(0, text.length()));
        }
        return text;
    }

    private static String json(Field field, String text) {
        try {
            JsonParser.parseString(text);
            return text;
        } catch (JsonParseException e) {
            throw invalid(field, text);
        }
    }

    private static Boolean bool(Field field, String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true", "t", "1", "yes", "y" -> true;
            case "false", "f", "0", "no", "n" -> false;
            default -> throw invalid(field, text);
        };
    }

    private static Double float64(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.valueOf(text);
        };
    }

    /**
     * A decimal as its field holds it.
     *
     * @throws ValueException when it has too many digits
     */
    public static BigDecimal checked(Field field, BigDecimal value) {
        BigDecimal fitted = value.setScale(field.effectiveScale(), RoundingMode.HALF_UP);
        int digits = fitted.precision() - fitted.scale();
        boolean fits =
                switch (field.type()) {
                    case NUMERIC -> digits <= NUMERIC_DIGITS;
                    default ->
                            fitted.compareTo(MAX_BIGNUMERIC) <= 0
                                    && fitted.compareTo(MIN_BIGNUMERIC) >= 0;
                };
        if (field.precision().isPresent()) {
            fits &= fitted.signum() == 0 || fitted.precision() <= field.precision().getAsInt();
        }
        if (!fits) {
            throw new ValueException(
                    "Field "
                            + field.name()
                            + ": invalid "
                            + field.type().sqlName()
                            + " value: "
                            + value.toPlainString());
        }
        return fitted;
    }

    private static LocalDateTime dateTime(String text) {
        String clean = text.trim().replace('t', 'T').replace(' ', 'T');
        return clean.indexOf('T') < 0
                ? LocalDate.parse(clean).atStartOfDay()
                : LocalDateTime.parse(clean);
    }

    /** Reads a time with a zone, or a number of seconds. */
    public static long timestamp(String text) {
        String clean = text.trim();
        if (clean.matches("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")) {
            return new BigDecimal(clean)
                    .movePointRight(6)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
        Matcher matcher = ZONE.matcher(clean);
        // A date ends in what looks like an offset, and is none.
        if (clean.matches("\\d{4}-\\d{1,2}-\\d{1,2}") || !matcher.matches()) {
            return Civil.micros(dateTime(clean));
        }
        String zone = matcher.group(2);
        ZoneOffset offset =
                zone == null || zone.equalsIgnoreCase("Z") || zone.equals("UTC")
                        ? ZoneOffset.UTC
                        : ZoneOffset.of(
                                zone.length() == 2 ? zone.charAt(0) + "0" + zone.charAt(1) : zone);
        return Civil.micros(OffsetDateTime.of(dateTime(matcher.group(1)), offset).toInstant());
    }

    private static Object[] range(Field field, String text) {
        Matcher matcher = RANGE.matcher(text);
        if (!matcher.matches()) {
            throw invalid(field, text);
        }
        List<Field> bounds = field.parts();
        return new Object[] {
            bound(bounds.get(0), matcher.group(1)), bound(bounds.get(1), matcher.group(2))
        };
    }

    private static Object bound(Field field, String text) {
        return text.equalsIgnoreCase("UNBOUNDED") || text.equalsIgnoreCase("NULL")
                ? null
                : parse(field, text);
    }

    private static ValueException invalid(Field field, String text) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return new ValueException(
                "Field "
                        + field.name()
                        + ": invalid "
                        + field.type().sqlName()
                        + " value: "
                        + shown);
    }
}
