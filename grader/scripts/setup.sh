#!/usr/bin/env bash
# Run once, as root, while Gradescope builds the image: installs the grader with its pinned packages and the data set.
set -euo pipefail

root="${AUTOGRADER_ROOT:-/autograder}"
source="$root/source"
suits='import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

find_python() {
    for candidate in python3.12 python3.13 python3.11 python3; do
        if "$candidate" -c "$suits" 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

python="$(find_python)"
if [ -z "$python" ]; then
    # Ubuntu 22.04 has 3.10 only; 24.04, which can be chosen in the settings of the autograder, has 3.12.
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq -y python3.12 python3.12-venv || {
        apt-get install -qq -y software-properties-common
        add-apt-repository -y ppa:deadsnakes/ppa
        apt-get install -qq -y python3.12 python3.12-venv
    }
    python=python3.12
fi

"$python" -m venv "$root/venv"
pip() { "$root/venv/bin/python" -m pip --disable-pip-version-check --quiet install "$@"; }
pip --require-hashes --requirement "$source/project/constraints.txt"
pip --no-deps --no-build-isolation "$source/project"

dataset="$(cat "$source/dataset")"
if [ -n "$dataset" ]; then
    "$root/venv/bin/grader" data fetch "$dataset"
fi
chmod -R o= "$source"
