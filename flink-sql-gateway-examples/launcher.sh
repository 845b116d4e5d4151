# What the launchers in the root folder share: sourced by them, in bash, with `root` and `name` (their own name) set.
# shellcheck shell=bash

module=$root/flink-sql-gateway-examples
work=$root/target/$name
built=$module/target/runner.built

fail() {
    printf '%s: %s\n' "$name" "$*" >&2
    exit 1
}

# --- What was started, and how it ends ----------------------------------------------------------------------------------

child=  # Maven, then the runner
client= # Flink's SQL client
started=

# The Redis server outlives the runner only when the runner was killed; it is known by its id.
stop_redis() {
    local pid
    pid=$(sed -n 's/^redis.pid=//p' "$work/run.properties" 2>/dev/null || true)
    if [ -n "$pid" ] && [[ $(ps -p "$pid" -o args= 2>/dev/null) == *redis-server* ]]; then
        kill -TERM "$pid" 2>/dev/null || true
    fi
}

stop_all() {
    trap - EXIT
    trap '' INT TERM HUP
    local pid
    for pid in $client $child; do
        if kill -TERM "$pid" 2>/dev/null; then
            wait "$pid" 2>/dev/null || true
        fi
    done
    [ -z "$started" ] || stop_redis
    rm -f "$work/$name.pid"
}

interrupted() {
    stop_all
    printf '\n%s: interrupted; everything is stopped.\n' "$name" >&2
    exit 130
}

# Keeps others out of the folder, and ends what was started when this script ends.
claim_folder() {
    local other
    mkdir -p "$work"
    other=$(cat "$work/$name.pid" 2>/dev/null || true)
    if [ -n "$other" ] && [[ $(ps -p "$other" -o args= 2>/dev/null) == *$name* ]]; then
        fail "process $other is a run of $name in this folder already; stop it first."
    fi
    printf '%s\n' "$$" >"$work/$name.pid"
    trap stop_all EXIT
    trap interrupted INT TERM HUP
}

# --- Java and Maven -----------------------------------------------------------------------------------------------------

find_java() {
    local java_version
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
    else
        java=$(command -v java || true)
    fi
    [ -n "$java" ] && [ -x "$java" ] ||
        fail "no java found: install a JDK 17 or newer, and put it on PATH or into JAVA_HOME."
    java_version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${java_version:-0}" -ge 17 ] ||
        fail "$java is Java ${java_version:-of an unknown version}; a JDK 17 or newer is needed."
    command -v mvn >/dev/null ||
        fail "no mvn found: install Maven 3.8.7 or newer, and put it on PATH."
}

# --- Build what is missing or older than its sources --------------------------------------------------------------------

modules=(flink-connector-common flink-connector-{duckdb,redis-streams,influxdb3,pubsub,bigquery} tools/emulators flink-sql-gateway-examples)

is_built() {
    [ -f "$built" ] || return 1
    local sources=(pom.xml .mvn)
    local each
    for each in "${modules[@]}"; do
        sources+=("$each/pom.xml")
        [ ! -d "$each/src/main" ] || sources+=("$each/src/main")
    done
    [ -z "$(find "${sources[@]}" -newer "$built" -print -quit)" ]
}

# The module that Maven is at, from its log.
maven_step() {
    sed -n 's/.*Building Flink Connector Bundle : \(.*[^ ]\) \{1,\}[0-9][^ ]* *\(\[.*\]\)$/\1 \2/p' \
        "$work/build.log" | tail -n 1
}

check_maven() {
    local version
    version=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
    [ "$(printf '3.8.7\n%s\n' "$version" | sort -V | head -n 1)" = 3.8.7 ] ||
        fail "mvn is Maven ${version:-of an unknown version}; 3.8.7 or newer is needed."
    command -v "${java%java}javac" >/dev/null ||
        fail "$java is a Java runtime without a compiler; a JDK 17 or newer is needed."
}

build() {
    if [ -f "$built" ]; then
        printf '  build     sources have changed\n'
    else
        printf '  build     first start: Maven fetches Flink and builds, some minutes\n'
    fi
    check_maven
    rm -rf "$built" "$module/target/lib" "$module/target/runner" # where jars of other versions would stay
    mkdir -p "${built%/*}"
    # Taken before the build, so that what changes meanwhile counts as changed.
    : >"$built.new"
    mvn -B -ntp -pl flink-sql-gateway-examples -am package -DskipTests -Dspotless.check.skip=true \
        >"$work/build.log" 2>&1 </dev/null &
    child=$!
    local since=$SECONDS step shown=
    while kill -0 "$child" 2>/dev/null; do
        step=$(maven_step)
        if [ -t 1 ]; then
            printf '\r\033[K  build     %s  [%d s]' "${step:-Maven}" $((SECONDS - since))
        elif [ "$step" != "$shown" ]; then
            printf '  build     %s\n' "$step"
            shown=$step
        fi
        sleep 0.5
    done
    [ ! -t 1 ] || printf '\r\033[K'
    wait "$child" || fail "the build failed; target/$name/build.log says why: $(
        sed -n '/^\[ERROR\]/{s/^.ERROR. *//p;q;}' "$work/build.log" | cut -c 1-200
    )"
    child=
    mv "$built.new" "$built"
    printf '  build     done  [%d s]\n' $((SECONDS - since))
}

# --- Run ----------------------------------------------------------------------------------------------------------------

# The options that every JVM here shares; its log is the first argument.
jvm() {
    local log=$1
    shift
    exec "$java" "@$module/conf/jvm.options" -Xmx512m "-Djava.io.tmpdir=$work/tmp" "-Dlog.file=$work/$log" \
        "-Dlog4j2.configurationFile=$module/conf/log4j2.properties" "$@"
}

# Starts a class of the runner as `child`: the class, then its arguments.
start_runner() {
    rm -rf "$work/tmp" "$work/run.properties" "$work/init.sql"
    mkdir -p "$work/tmp"
    started=yes
    local class=$1
    shift
    (
        trap '' INT # Ctrl-C reaches the runner, Flink and Redis through this script only
        jvm runner.log -cp "$module/target/classes:$module/target/runner/*:$module/target/lib/*" \
            "io.flinkbundle.examples.$class" --module "$module" --work "$work" "$@"
    ) </dev/null &
    child=$!
}

exit_with_runner() {
    local code=0
    wait "$child" || code=$?
    child=
    exit "$code"
}
