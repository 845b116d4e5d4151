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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TableNameTest {

    private static final Optional<String> NONE = Optional.empty();

    @Test
    void readsFullNames() {
        assertThat(TableName.parse("shop.sales.orders", NONE, NONE))
                .isEqualTo(new TableName("shop", "sales", "orders"));
    }

    @Test
    void readsProjectsOfDomains() {
        assertThat(TableName.parse("example.com:shop.sales.orders", NONE, NONE))
                .isEqualTo(new TableName("example.com:shop", "sales", "orders"));
    }

    @Test
    void fillsInWhatIsLeftOut() {
        assertThat(TableName.parse("orders", Optional.of("shop"), Optional.of("sales")))
                .isEqualTo(TableName.parse("sales.orders", Optional.of("shop"), NONE));
    }

    @Test
    void saysWhichPartIsMissing() {
        assertThatThrownBy(() -> TableName.parse("orders", Optional.of("shop"), NONE))
                .hasMessageContaining("The dataset of table 'orders' is not known");
    }

    @Test
    void refusesTwoDatasets() {
        assertThatThrownBy(
                        () ->
                                TableName.parse(
                                        "sales.orders", Optional.of("shop"), Optional.of("stock")))
                .hasMessageContaining("is 'stock' beside its name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a`b", "", " ", "a/b", "a\\b"})
    void refusesNamesThatWouldEndElsewhere(String table) {
        assertThatThrownBy(() -> new TableName("shop", "sales", table))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isWrittenAsEachInterfaceWantsIt() {
        TableName name = new TableName("shop", "sales", "orders");

        assertThat(name.path()).isEqualTo("projects/shop/datasets/sales/tables/orders");
        assertThat(name.quoted()).isEqualTo("`shop`.`sales`.`orders`");
        assertThat(name).hasToString("shop.sales.orders");
    }
}
