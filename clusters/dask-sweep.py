#!/usr/bin/env python3
"""A sweep on a Dask cluster: each shard is a task, and the stores come back to where this runs.

Edit: SCHEDULER (the address of yours; None starts workers on this machine), SWEEP and FILES (what it reads), HOLDFAST
(the program as the workers call it), SHARDS (more than workers, so that the fast ones do more).

    python3 clusters/dask-sweep.py

The workers need the program, but no disk in common: files are sent, stores are fetched. Stopped at any moment, the same
line goes on: shards that have been fetched are not done again. A worker that is lost has its shards done by others.
"""
import os
import pathlib
import subprocess
import tempfile

SCHEDULER = os.environ.get("SCHEDULER")  # such as tcp://scheduler:8786
SWEEP = os.environ.get("SWEEP", "sweep.yaml")
FILES = os.environ.get("FILES", "scenario.yaml").split()
HOLDFAST = os.environ.get("HOLDFAST", "holdfast")
SHARDS = int(os.environ.get("SHARDS", "40"))


def shard(index, count, sweep, files, holdfast):
    """Runs on a worker: the bytes of the shard's store."""
    with tempfile.TemporaryDirectory(prefix="holdfast-") as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        store = pathlib.Path(folder, "store.sqlite")
        command = [holdfast, "sweep", sweep, "--shard", f"{index}/{count}", "--store", store, "--threads", "1", "--quiet"]
        ended = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if ended.returncode != 0:
            raise RuntimeError(f"shard {index}/{count} ended with {ended.returncode}: {ended.stderr.strip()}")
        return store.read_bytes()


def main():
    from dask.distributed import Client, as_completed

    stem = pathlib.Path(SWEEP).stem
    stores = [pathlib.Path(f"{stem}.shard-{index}-of-{SHARDS}.sqlite") for index in range(1, SHARDS + 1)]
    files = {name: pathlib.Path(name).read_bytes() for name in [SWEEP, *FILES]}
    with Client(SCHEDULER) if SCHEDULER else Client(threads_per_worker=1) as client:
        tasks = {
            client.submit(shard, index, SHARDS, SWEEP, files, HOLDFAST, retries=2, pure=False): store
            for index, store in enumerate(stores, 1)
            if not store.exists()
        }
        for done in as_completed(list(tasks)):
            # Whole or not at all: a store that is there is a store that is done.
            part = tasks[done].with_suffix(".part")
            part.write_bytes(done.result())
            part.replace(tasks[done])
            done.release()
    merge = [os.environ.get("HOLDFAST_HERE", HOLDFAST), "sweep", "--merge", *stores, "--store", f"{stem}.sqlite"]
    raise SystemExit(subprocess.run(merge).returncode)


if __name__ == "__main__":
    main()
