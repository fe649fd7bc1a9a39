#!/usr/bin/env bash
# Works out the grade of record: clones every student's repository, chooses the last commit before the due date,
# grades exactly these commits on your own machine, and applies the policy.
#
#   BASE=https://github.com/ORG/mnist_softmax- DUE=2026-05-01T23:59:00+02:00 ./grade-of-record.sh mnist_softmax
#
# In the folder it is called in lie roster.csv (student,github,...) and, if wanted, policy.toml. Given again, it grades
# the commits that stand in commits.csv, whatever was pushed since; remove that file to choose again.
set -euo pipefail

assignment="$1"
clones="$assignment-submissions"
results="${RESULTS:-results/$assignment}"
mkdir -p "$clones"

# The columns of the roster, by name.
column() { head -n 1 roster.csv | tr -d '\r' | tr ',' '\n' | grep -n -x "$1" | cut -d : -f 1; }
logins="$(tail -n +2 roster.csv | tr -d '\r' | cut -d , -f "$(column github)")"

for login in $logins; do
    clone="$clones/$assignment-$login"
    if [ -d "$clone" ]; then
        git -C "$clone" fetch --quiet origin
    else
        git clone --quiet --no-checkout "$BASE$login" "$clone" || echo "no repository of $login" >&2
    fi
done

if [ ! -f commits.csv ]; then
    echo "student,commit" > commits.csv
    for login in $logins; do
        clone="$clones/$assignment-$login"
        [ -d "$clone" ] || continue
        commit="$(git -C "$clone" rev-list -1 --before="$DUE" origin/HEAD)"
        if [ -n "$commit" ]; then
            echo "$assignment-$login,$commit" >> commits.csv
        else
            echo "no commit of $login before $DUE: the newest one is graded, and is late" >&2
        fi
    done
fi

grader grade "$assignment" "$clones" --roster roster.csv --commits commits.csv --out "$results"
if [ -f policy.toml ]; then
    grader report "$results" --policy policy.toml --format csv --format policy --out "$results/final"
fi
