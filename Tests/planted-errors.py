#!/usr/bin/env python3
"""Plants errors in a copy of the project, one at a time, and shows that a named test fails for each.

    Tests/planted-errors.py           all of them (the first build takes minutes, then less than one each)
    Tests/planted-errors.py 3 6 8     some

Nothing of the project itself is changed. Exit code 1 when an error goes unnoticed, or no longer fits the code: then say
here what it looks like now. Each test is run once without any error first: it must pass.
"""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPY = ROOT / ".build-planted" / "project"
BUILT = ROOT / ".build-planted" / "build"
# Where all the tests named below are: Package.swift leaves out what these do not need.
ONLY = {**os.environ, "HOLDFAST_TESTS": "EngineTests MeasuresTests"}

# What is wrong, where, the right text, the wrong one, the test that notices.
ERRORS = [
    (
        "a contact counts in the interval before its own",
        "Engine/CallCenter+Calls.swift",
        "call.pointee.row = Int32(truncatingIfNeeded: row)",
        "call.pointee.row = Int32(truncatingIfNeeded: max(0, row - 1))",
        "ConservationTests",
    ),
    (
        "the waits of the answered are counted twice",
        "Engine/CallCenter+Calls.swift",
        "cell[.answeredWaitSeconds] += wait\n",
        "cell[.answeredWaitSeconds] += 2 * wait\n",
        "ConservationTests",
    ),
    (
        "a promise is kept by the clock of the dial",
        "Engine/CallCenter+Callbacks.swift",
        "as: now < promise.from ? .early : now <= promise.to ? .kept : .late)",
        "as: now < promise.from ? .early : promise.firstDialAt <= promise.to ? .kept : .late)",
        "CallbackTests.theAgentsClockDecides",
    ),
    (
        "a ratio of sums is biased, as if half a contact more had been seen",
        "Measures/ConfidenceInterval.swift",
        "        let value = total.x / total.y\n        let ends",
        "        let value = (total.x + 0.5) / (total.y + 1)\n        let ends",
        "RunTallyTests.wholeIsTheRatioOfAllSums",
    ),
    (
        "the gap to the next arrival is drawn from the rate of the interval before, past its end",
        "Engine/RateClock.swift",
        "let room = (now.end - time) * start\n                if left < room {",
        "let room = (now.end - time) * start\n                if left < room || start > 0 {",
        "RateClockTests.skipsNoPeakHoweverLongTheGapBefore",
    ),
    (
        "an answer after exactly 20 s is not within 20 s",
        "Engine/CallCenter+Counting.swift",
        "+= wait <= limit + clockGrainSeconds ? 1 : 0",
        "+= wait < limit - clockGrainSeconds ? 1 : 0",
        "CountingTests.anAnswerAfterExactlyTheThresholdIsWithinIt",
    ),
    (
        "whoever leaves the line is still counted in its length",
        "Engine/WaitingLine.swift",
        "        length &-= 1\n        if let all { all.pointee.number &-= 1 }",
        "        if let all { all.pointee.number &-= 1 }",
        "WaitingLineTests.agreesWithAnArray",
    ),
    (
        "a customer who was dialled but never reached counts as kept",
        "Engine/CallCenter+Promises.swift",
        ".missed : .unreached)",
        ".missed : .kept)",
        "CallbackTests.whoeverIsNotReachedIsNeitherServedNorKept",
    ),
    (
        "intervals take one degree of freedom too many",
        "Measures/ConfidenceInterval.swift",
        "degreesOfFreedom: Double(observations - 1)) : nil",
        "degreesOfFreedom: Double(observations)) : nil",
        "ConfidenceIntervalTests.meanHasStudentsInterval",
    ),
    (
        "busy time is not split at the borders of intervals",
        "Engine/CallCenter+Counting.swift",
        "            agents.groups[group].accrueBusy(to: time)\n            agents.groups[group].accrueRoster(to: time)",
        "            agents.groups[group].accrueRoster(to: time)",
        "NaiveAgreementTests",
    ),
    (
        "the time to a redial runs from joining the line, not from giving up",
        "Engine/CallCenter+Leaving.swift",
        "            at: now + delay)",
        "            at: call.joinedAt + delay)",
        "ReturnTests.redialsStartFromTheEndOfTheAttemptBefore",
    ),
    (
        "the difference of two plans is as uncertain as if their customers were independent",
        "Measures/ComparisonResults.swift",
        "        let error = variance.squareRoot()\n        let low = found.ends",
        "        let error = (variance * (found.gain ?? 1)).squareRoot()\n        let low = found.ends",
        "PairedTests",
    ),
]


def copy() -> None:
    """The project as it stands, without what was built. Only changed files are touched, so that little is built anew."""
    for name in ["Sources", "Tests", "scenarios", "docs", "Package.swift", "Package.resolved"]:
        source = ROOT / name
        files = [source] if source.is_file() else [f for f in source.rglob("*") if f.is_file()]
        for file in files:
            target = COPY / file.relative_to(ROOT)
            if target.exists() and target.read_bytes() == file.read_bytes():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            shutil.copymode(file, target)
    for file in COPY.rglob("*"):
        if file.is_file() and not (ROOT / file.relative_to(COPY)).exists():
            file.unlink()


def test(name: str) -> subprocess.CompletedProcess:
    """Builds the copy, which must succeed, and runs one suite or test."""
    places = ["--package-path", str(COPY), "--scratch-path", str(BUILT)]
    built = subprocess.run(["swift", "build", "--build-tests", *places], capture_output=True, text=True, env=ONLY)
    if built.returncode != 0:
        sys.exit(f"The copy cannot be built:\n{built.stdout[-3000:]}{built.stderr[-3000:]}")
    return subprocess.run(
        ["swift", "test", "--skip-build", *places, "--filter", name.replace(".", "/")],
        capture_output=True,
        text=True,
        env=ONLY,
    )


def main() -> None:
    chosen = [int(word) for word in sys.argv[1:]] or range(1, len(ERRORS) + 1)
    copy()
    whole = test("|".join(sorted({ERRORS[number - 1][4].replace(".", "/") for number in chosen})))
    if whole.returncode != 0:
        sys.exit(f"These tests fail without any error planted:\n{whole.stdout[-3000:]}{whole.stderr[-3000:]}")
    unnoticed = 0
    for number in chosen:
        what, where, right, wrong, name = ERRORS[number - 1]
        file = COPY / "Sources" / where
        text = file.read_text()
        if text.count(right) != 1:
            print(f"{number}. {what}: Sources/{where} has changed; this error no longer fits", flush=True)
            unnoticed += 1
            continue
        try:
            file.write_text(text.replace(right, wrong))
            ended = test(name)
        finally:
            file.write_text(text)
        said = ended.stdout + ended.stderr
        noticed = ended.returncode != 0 and name.split(".")[0] in said
        unnoticed += not noticed
        print(f"{number}. {what}: {name} {'fails' if noticed else 'DOES NOT FAIL'}", flush=True)
    sys.exit(1 if unnoticed else 0)


if __name__ == "__main__":
    main()
