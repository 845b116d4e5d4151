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

package io.flinkbundle.emulators.pubsub.filter;

import io.flinkbundle.emulators.pubsub.filter.FilterTokens.Kind;

import org.apache.flink.annotation.Internal;

/**
 * Recursive descent over
 *
 * <pre>
 * expression := term (AND term)* | term (OR term)*      both only with parentheses
 * term       := [NOT | -] ( "(" expression ")" | condition )
 * condition  := attributes ":" key | attributes "." key ("=" | "!=") string
 *             | hasPrefix "(" attributes "." key "," string ")"
 * </pre>
 */
@Internal
final class FilterParser {

    private final FilterTokens tokens;

    FilterParser(String expression) {
        this.tokens = new FilterTokens(expression);
    }

    MessageFilter parse() {
        MessageFilter filter = expression();
        if (tokens.kind() != Kind.END) {
            throw tokens.failure("'" + tokens.text() + "' follows a complete expression.");
        }
        return filter;
    }

    private MessageFilter expression() {
        MessageFilter filter = term();
        boolean and = tokens.is(Kind.WORD, "AND");
        boolean or = tokens.is(Kind.WORD, "OR");
        while (tokens.is(Kind.WORD, "AND") || tokens.is(Kind.WORD, "OR")) {
            if (tokens.is(Kind.WORD, "AND") != and || tokens.is(Kind.WORD, "OR") != or) {
                throw tokens.failure("AND and OR stand side by side only with parentheses.");
            }
            tokens.advance();
            MessageFilter right = term();
            filter =
                    and
                            ? new MessageFilter.And(filter, right)
                            : new MessageFilter.Or(filter, right);
        }
        return filter;
    }

    private MessageFilter term() {
        if (tokens.is(Kind.WORD, "NOT") || tokens.is(Kind.SYMBOL, "-")) {
            tokens.advance();
            return new MessageFilter.Not(operand());
        }
        return operand();
    }

    private MessageFilter operand() {
        if (!tokens.is(Kind.SYMBOL, "(")) {
            return condition();
        }
        tokens.advance();
        MessageFilter filter = expression();
        symbol(")");
        return filter;
    }

    private MessageFilter condition() {
        if (tokens.is(Kind.WORD, "hasPrefix")) {
            return hasPrefix();
        }
        attributes();
        if (tokens.is(Kind.SYMBOL, ":")) {
            tokens.advance();
            return new MessageFilter.HasKey(key());
        }
        symbol(".");
        String key = key();
        boolean equal = tokens.is(Kind.SYMBOL, "=");
        if (!equal && !tokens.is(Kind.SYMBOL, "!=")) {
            throw tokens.failure("= or != is expected after the key '" + key + "'.");
        }
        tokens.advance();
        MessageFilter same = new MessageFilter.HasValue(key, string());
        return equal ? same : new MessageFilter.Not(same);
    }

    private MessageFilter hasPrefix() {
        tokens.advance();
        symbol("(");
        attributes();
        symbol(".");
        String key = key();
        symbol(",");
        String prefix = string();
        symbol(")");
        return new MessageFilter.HasPrefix(key, prefix);
    }

    private void attributes() {
        if (!tokens.is(Kind.WORD, "attributes")) {
            throw tokens.failure("'attributes' or 'hasPrefix' is expected.");
        }
        tokens.advance();
    }

    private String key() {
        if (tokens.kind() != Kind.WORD && tokens.kind() != Kind.STRING) {
            throw tokens.failure("the key of an attribute is expected.");
        }
        String key = tokens.text();
        tokens.advance();
        return key;
    }

    private String string() {
        if (tokens.kind() != Kind.STRING) {
            throw tokens.failure("a string in double quotation marks is expected.");
        }
        String value = tokens.text();
        tokens.advance();
        return value;
    }

    private void symbol(String symbol) {
        if (!tokens.is(Kind.SYMBOL, symbol)) {
            throw tokens.failure("'" + symbol + "' is expected.");
        }
        tokens.advance();
    }
}
