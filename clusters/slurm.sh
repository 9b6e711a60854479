#!/bin/sh
# A sweep on a Slurm cluster: an array of shards, then a job that puts them together.
#
# Edit: the lines of #SBATCH (--array, time, memory, and your partition and account), and the three values below them.
#
#     sbatch clusters/slurm.sh                                  every shard, in the folder where you are
#     sbatch --dependency=afterok:JOB --array=0 clusters/slurm.sh      when all of JOB are done: puts them together
#     sbatch --array=7,13 clusters/slurm.sh                     only these again
#
# A task that is killed, preempted or out of time goes on where it was when it runs again; --requeue lets Slurm do that.
#SBATCH --array=1-40
#SBATCH --job-name=holdfast
#SBATCH --cpus-per-task=1
#SBATCH --mem-per-cpu=1G
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=holdfast-%A_%a.log
set -eu

SHARDS=${SHARDS:-40}             # how many there are in all: the last number of --array
SWEEP=${SWEEP:-sweep.yaml}       # the sweep; it and its scenario on a disk that all nodes see
HOLDFAST=${HOLDFAST:-holdfast}   # the program, there too: scripts/holdfast of a project that was built, or a copy of it

name=$(basename "$SWEEP")
name=${name%.*}
if [ "$SLURM_ARRAY_TASK_ID" -eq 0 ]; then
    exec "$HOLDFAST" sweep --merge "$name".shard-*-of-"$SHARDS".sqlite --store "$name.sqlite"
fi
exec "$HOLDFAST" sweep "$SWEEP" --shard "$SLURM_ARRAY_TASK_ID/$SHARDS" --threads "${SLURM_CPUS_PER_TASK:-1}" --quiet \
    --store "$name.shard-$SLURM_ARRAY_TASK_ID-of-$SHARDS.sqlite"
