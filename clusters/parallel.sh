#!/bin/sh
# A sweep on machines that you reach by ssh, with GNU parallel: no scheduler, no shared disk.
#
# Edit: the machines in HOSTS (as `ssh` knows them, with as many jobs at once as each shall do: 4/ada runs four on ada),
# and the values below. Each machine needs the program; the files of the sweep are sent, and the stores fetched.
#
#     clusters/parallel.sh
#
# Stopped at any moment, the same line goes on: shards that have been fetched are not sent out again, and one that
# breaks off is tried three times.
set -eu

HOSTS=${HOSTS:-4/ada,8/grace}
SWEEP=${SWEEP:-sweep.yaml}            # relative to the folder where you are
FILES=${FILES:-scenario.yaml}         # what it reads: its scenario, and that one's tables
HOLDFAST=${HOLDFAST:-holdfast}        # as it is called there
SHARDS=${SHARDS:-40}                  # more than machines, so that the fast ones do more

name=$(basename "$SWEEP")
name=${name%.*}

files=
for file in "$SWEEP" $FILES; do files="$files --basefile $file"; done
# shellcheck disable=SC2086 # one option each
seq "$SHARDS" | parallel --sshlogin "$HOSTS" --workdir "${FOLDER:-holdfast-sweep}" $files \
    --return "$name.shard-{}-of-$SHARDS.sqlite" --cleanup --retries 3 --resume-failed --joblog "$name.parallel.log" \
    "$HOLDFAST sweep $SWEEP --shard {}/$SHARDS --store $name.shard-{}-of-$SHARDS.sqlite --threads 1 --quiet >/dev/null"

exec "${HOLDFAST_HERE:-$HOLDFAST}" sweep --merge "$name".shard-*-of-"$SHARDS".sqlite --store "$name.sqlite"
