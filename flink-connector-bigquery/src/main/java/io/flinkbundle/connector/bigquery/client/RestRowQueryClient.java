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

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.JobException;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.Range;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableResult;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Over the REST interface. */
@Internal
public final class RestRowQueryClient implements RowQueryClient {

    private final BigQuery bigQuery;

    public RestRowQueryClient(BigQuery bigQuery) {
        this.bigQuery = bigQuery;
    }

    @Override
    public List<List<Object>> rows(QueryJob job, Map<String, QueryParameter> parameters)
            throws IOException, InterruptedException {
        QueryJobConfiguration.Builder query = RestQueryClient.configuration(job);
        parameters.forEach(
                (name, parameter) -> query.addNamedParameter(name, parameterValue(parameter)));
        try {
            TableResult result = bigQuery.query(query.build());
            FieldList fields = result.getSchema().getFields();
            List<List<Object>> rows = new ArrayList<>();
            for (FieldValueList row : result.iterateAll()) {
                rows.add(values(fields, row));
            }
            return rows;
        } catch (BigQueryException e) {
            throw BigQueryErrors.translate("query", e);
        } catch (JobException e) {
            throw new BigQueryRequestException("Could not query: " + e.getMessage(), e);
        }
    }

    private static QueryParameterValue parameterValue(QueryParameter parameter) {
        StandardSQLTypeName type = StandardSQLTypeName.valueOf(parameter.type().name());
        return parameter.isArray()
                ? QueryParameterValue.array(parameter.values().toArray(), type)
                : QueryParameterValue.of(parameter.values().get(0), type);
    }

    private static List<Object> values(FieldList fields, List<FieldValue> row) {
        List<Object> values = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            values.add(value(fields.get(i), row.get(i)));
        }
        return values;
    }

    private static Object value(Field field, FieldValue value) {
        if (value.isNull()) {
            return null;
        }
        return switch (value.getAttribute()) {
            case REPEATED ->
                    value.getRepeatedValue().stream().map(each -> value(field, each)).toList();
            case RECORD -> values(field.getSubFields(), value.getRecordValue());
            case RANGE -> bounds(field, value.getRangeValue());
            default ->
                    field.getType().getStandardType() == StandardSQLTypeName.TIMESTAMP
                            ? value.getTimestampValue()
                            : value.getStringValue();
        };
    }

    private static List<Object> bounds(Field field, Range range) {
        Field bound = Field.of(field.getName(), type(field));
        return Arrays.asList(bound(bound, range.getStart()), bound(bound, range.getEnd()));
    }

    private static StandardSQLTypeName type(Field range) {
        return StandardSQLTypeName.valueOf(range.getRangeElementType().getType());
    }

    private static Object bound(Field field, FieldValue value) {
        return value == null ? null : value(field, value);
    }
}
