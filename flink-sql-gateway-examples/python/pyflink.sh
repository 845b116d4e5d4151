# PyFlink from PyPI in a virtual environment under target/: sourced by scripts, in bash, with `module` set.
# shellcheck shell=bash

pyflink_version=2.3.0
pyflink_environment=$module/target/pyflink
pyflink_problem=

# Prints the folder of the package, which holds a Flink distribution. Fails, with `pyflink_problem` set, where there is none to be had.
pyflink_home() {
    local log=$module/target/pyflink.log python
    if ! pyflink_is_installed; then
        if ! python=$(pyflink_python); then
            pyflink_problem='no Python 3.9 to 3.12 with venv is on PATH.'
            return 1
        fi
        rm -rf "$pyflink_environment"
        mkdir -p "$module/target"
        if ! { "$python" -m venv "$pyflink_environment" &&
            "$pyflink_environment/bin/pip" install --disable-pip-version-check "apache-flink==$pyflink_version"; } >"$log" 2>&1 </dev/null; then
            pyflink_problem="apache-flink $pyflink_version could not be installed: $(tail -n 1 "$log")"
            return 1
        fi
    fi
    "$pyflink_environment/bin/python" -c 'import pathlib, pyflink; print(pathlib.Path(pyflink.__file__).parent)'
}

pyflink_is_installed() {
    "$pyflink_environment/bin/python" -c "
import importlib.metadata
assert importlib.metadata.version('apache-flink') == '$pyflink_version'" 2>/dev/null
}

# PyFlink 2.3 is made for Python 3.9 to 3.12.
pyflink_python() {
    local candidate
    for candidate in python3 python3.12 python3.11 python3.10 python3.9; do
        if "$candidate" -c 'import sys, venv, ensurepip; assert (3, 9) <= sys.version_info[:2] <= (3, 12)' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}
