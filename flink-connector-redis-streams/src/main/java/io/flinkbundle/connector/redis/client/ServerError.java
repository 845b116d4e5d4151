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

import redis.clients.jedis.exceptions.JedisDataException;

import java.util.Arrays;

/**
 * The errors that need an answer of their own, by the word with which the server begins them.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors">Errors
 *     in the protocol</a>
 */
@Internal
enum ServerError {
    LOADING(Scope.PASSING, "The server is loading its data set; wait until it has started."),
    OOM(
            Scope.PASSING,
            "The server has reached its 'maxmemory'; remove data or give it more memory."),
    READONLY(
            Scope.PASSING,
            "The server is a replica; connect to the master, or wait for the fail-over."),
    MASTERDOWN(Scope.PASSING, "The replica has lost its master; wait for the fail-over."),
    CLUSTERDOWN(Scope.PASSING, "The cluster is not complete; see CLUSTER INFO on the server."),
    TRYAGAIN(Scope.PASSING, "The cluster moves the slot of the key; wait until it has moved."),
    BUSY(Scope.PASSING, "A script blocks the server; wait for it or stop it with SCRIPT KILL."),
    NOREPLICAS(
            Scope.PASSING, "The server has fewer replicas than 'min-replicas-to-write' asks for."),
    MISCONF(Scope.PASSING, "The server cannot save its data and refuses writes; see its log."),
    WRONGTYPE(
            Scope.REQUEST, "The key holds a value of another kind; use another key or delete it."),
    NOAUTH(Scope.CONNECTION, "The server asks for a login; set 'password' or 'password.file'."),
    WRONGPASS(Scope.CONNECTION, "Check 'username', and 'password' or 'password.file'."),
    NOPERM(Scope.CONNECTION, "Grant the user the command and the key in the server's access list."),
    MOVED(
            Scope.CONNECTION,
            "The server is a node of a cluster and another one has the key; set 'mode' to"
                    + " 'cluster'."),
    ASK(
            Scope.CONNECTION,
            "The server is a node of a cluster and the key moves to another one; set 'mode' to"
                    + " 'cluster'."),
    CROSSSLOT(Scope.CONNECTION, "The server is a node of a cluster; set 'mode' to 'cluster'."),
    NOPROTO(
            Scope.CONNECTION,
            "The server speaks another protocol version; Redis 6.2 or newer is needed."),
    OTHER(Scope.CONNECTION, "See the server's log.");

    private static final String ID_TOO_SMALL = "ERR The ID specified in XADD";
    private static final String BAD_ID = "ERR Invalid stream ID";
    private static final String TOO_MANY_CLIENTS = "ERR max number of clients reached";

    /** What the error says about other requests. */
    private enum Scope {
        /** The same request may succeed later. */
        PASSING,
        /** This request fails always, others need not. */
        REQUEST,
        /**
         * Every request over this connection fails, or no one knows. A fault of the configuration
         * must not make bad records of all that follows.
         */
        CONNECTION
    }

    private final Scope scope;
    private final String remedy;

    ServerError(Scope scope, String remedy) {
        this.scope = scope;
        this.remedy = remedy;
    }

    static ServerError of(String message) {
        String word = message.contains(" ") ? message.substring(0, message.indexOf(' ')) : message;
        return Arrays.stream(values())
                .filter(error -> error.name().equals(word))
                .findFirst()
                .orElse(OTHER);
    }

    static boolean isRetryable(String message) {
        return of(message).scope == Scope.PASSING || message.startsWith(TOO_MANY_CLIENTS);
    }

    /** Whether the server asks for a login and got none. */
    static boolean isMissingLogin(Throwable failure) {
        return failure.getCause() instanceof JedisDataException answer
                && of(RedisErrors.messageOf(answer)) == NOAUTH;
    }

    /** Whether user and password do not fit. */
    static boolean isWrongLogin(JedisDataException answer) {
        return of(RedisErrors.messageOf(answer)) == WRONGPASS;
    }

    /** Whether the error concerns one request only, so that the next one may be taken. */
    static boolean concernsOneRequest(String message) {
        return (of(message).scope == Scope.REQUEST && !isRetryable(message))
                || isIdTooSmall(message)
                || message.startsWith(BAD_ID);
    }

    /** Whether an id is not above those that are there, as that of an entry that is there. */
    static boolean isIdTooSmall(String message) {
        return message.startsWith(ID_TOO_SMALL);
    }

    /** What a person can do about it. */
    static String remedyFor(String message) {
        return isIdTooSmall(message) || message.startsWith(BAD_ID)
                ? "Ids must grow within a stream, and have the form <milliseconds>-<sequence>."
                : of(message).remedy;
    }
}
