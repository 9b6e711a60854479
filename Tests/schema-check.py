#!/usr/bin/env python3
"""Validates every scenario of this project against the JSON Schema that `holdfast schema` prints, and sees that the
schema refuses what is wrong. An independent check: the validator is the package `jsonschema`, the reader PyYAML.

    holdfast schema | python3 Tests/schema-check.py

Exit 0 when every scenario is accepted and every fault refused, else 1 with what went wrong.
"""
import json
import pathlib
import re
import sys

import jsonschema
import yaml


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2's core schema: `07:00` and `on` are text, as they are to Holdfast and to JSON."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+0123456789.")),
]:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), first)
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))

GOOD = """
holdfast: 1
name: Small
day: {opens: "09:00", closes: "12:00", interval: 1 h}
customers:
  retail:
    arrivals: {per_interval: [1, 2.5, 3]}
    handle_time: {lognormal: {mean: 3 min, cv: 1.2}}
    patience: {exponential: {mean: 2 min}}
agents: {desk: {serves: [retail], staff: 3}}
targets: [{measure: service_level, within: 20 s, at_least: 80%}]
"""

# What is replaced in the good scenario, and by what: each must be refused by the schema as it is by the reader.
BAD = [
    ("holdfast: 1", "holdfast: 2"),
    ("name: Small", ""),
    ("name: Small", "nmae: Small"),
    ("interval: 1 h", "interval: 60"),
    ("interval: 1 h", "interval: 1 hour"),
    ("interval: 1 h", "interval: 1 h, at_close: whatever"),
    ('"09:00"', "9"),
    ('"09:00"', '"9 am"'),
    ("{per_interval: [1, 2.5, 3]}", "{per_hour: -1}"),
    ("{per_interval: [1, 2.5, 3]}", "{per_hour: 1, per_minute: 1}"),
    ("{per_interval: [1, 2.5, 3]}", "{}"),
    ("{per_interval: [1, 2.5, 3]}", "{per_interval: [1, many, 3]}"),
    ("{per_interval: [1, 2.5, 3]}", "{per_interval: {file: x.csv}}"),
    ("lognormal", "lognormel"),
    ("mean: 3 min, cv: 1.2", "mean: 3 min"),
    ("mean: 3 min, cv: 1.2", "mean: 3, cv: 1.2"),
    ("mean: 3 min, cv: 1.2", "mean: 3 min, cv: 0"),
    ("{lognormal: {mean: 3 min, cv: 1.2}}", "{lognormal: {mean: 3 min, cv: 1}, constant: 2 s}"),
    ("{lognormal: {mean: 3 min, cv: 1.2}}", "{mixture: [{share: 80, of: {constant: 1 s}}]}"),
    ("{lognormal: {mean: 3 min, cv: 1.2}}", "{by_time: [{constant: 1 s}]}"),
    ("patience: {exponential: {mean: 2 min}}", "patience: never"),
    ("patience: {exponential: {mean: 2 min}}", "balks: 80"),
    ("patience: {exponential: {mean: 2 min}}", "loyal: 1"),
    ("patience: {exponential: {mean: 2 min}}", "redials: 1"),
    ("patience: {exponential: {mean: 2 min}}", "redials: {probability: 40%}"),
    ("patience: {exponential: {mean: 2 min}}", "redials: {probability: 40%, after: 5 min}"),
    ("patience: {exponential: {mean: 2 min}}", "patience: {exponential: {mean: 2 min}, after_quote: -1}"),
    ("patience: {exponential: {mean: 2 min}}", "patience: {after_quote: 1.5}"),
    ("patience: {exponential: {mean: 2 min}}", "patience: {by_time: [{constant: 1 s}], after_quote: 1.5}"),
    ("patience: {exponential: {mean: 2 min}}", "balks: [{share: 10%}]"),
    ("patience: {exponential: {mean: 2 min}}", "balks: [{waiting_at_least: 1, quote_at_least: 1 s, share: 10%}]"),
    ("patience: {exponential: {mean: 2 min}}", "menu: {leaves: 5%}"),
    ("patience: {exponential: {mean: 2 min}}", "unresolved: 10%"),
    ("patience: {exponential: {mean: 2 min}}", "follow_up: {probability: 5%, due_within: 4 h}"),
    ("patience: {exponential: {mean: 2 min}}", "follow_up: {probability: 5%, due_within: 4 h, work: {constant: 1 s}, serve: in_turn}"),
    ("patience: {exponential: {mean: 2 min}}", "transfers: {retail: 5%}"),
    ("patience: {exponential: {mean: 2 min}}", "policy: {waiting: first_come_first_served}"),
    ("patience: {exponential: {mean: 2 min}}", "policy: {quotes: queue}"),
    ("patience: {exponential: {mean: 2 min}}", "policy: {quotes: {head_of_line: {percentile: 90%}}}"),
    ("patience: {exponential: {mean: 2 min}}", "policy: {quotes: {mean_of_last: {}}}"),
    ("patience: {exponential: {mean: 2 min}}", "policy: {quotes: {queue_length: {}, head_of_line: {}}}"),
    ("patience: {exponential: {mean: 2 min}}", "policy: {callbacks: {offer: always}}"),
    ("patience: {exponential: {mean: 2 min}}", "policy: {callbacks: {offer: {open_at_most: 5}, promise: in_turn}}"),
    ("patience: {exponential: {mean: 2 min}}", "policy: {callbacks: {offer: always, promise: {}}}"),
    ("patience: {exponential: {mean: 2 min}}", "policy: {callbacks: {offer: always, promise: {scheduled: 1 h}}}"),
    ("patience: {exponential: {mean: 2 min}}", "policy: {callbacks: {offer: always, promise: in_turn, dial: {rings: 20}}}"),
    ("patience: {exponential: {mean: 2 min}}", "policy: {callbacks: {offer: always, promise: in_turn, serve: {when_idle_at_least: 0}}}"),
    ("staff: 3", "staff: 3, background: {takes: {constant: 1 min}}"),
    ("staff: 3", "staff: 3, reserves: {retail: 0}"),
    ("staff: 3", "staff: 3, pause: {after: 10}"),
    ("staff: 3", "staff: 3, occupancy_ceiling: 85"),
    ("targets:", "policy: {waiting: {priority: [retail], growing: {retail: {}}}}\ntargets:"),
    ("targets:", "policy: {waiting: {growing: {retail: {per_second: -1}}}}\ntargets:"),
    ("targets:", "policy: {waiting: {group_preference: [retail]}}\ntargets:"),
    ("targets:", "policy: {idle_agent: longest}\ntargets:"),
    ("targets:", "policy: {overflow: {retail: {to: desk}}}\ntargets:"),
    ("staff: 3", "staff: 2.5"),
    ("staff: 3", "staff: [1, -2]"),
    ("staff: 3", "staff: 3, shifts: [{agents: 1, from: \"09:00\", to: \"10:00\"}]"),
    ("staff: 3", "shifts: [{agents: 1, from: \"09:00\"}]"),
    ("staff: 3", "shrinkage: 5%"),
    ("serves: [retail], ", ""),
    ("at_least: 80%", "at_least: 80%, at_most: 90%"),
    ("within: 20 s", "within: 20"),
    ("day:", "horizon: {for: 1 h}\nday:"),
    ('day: {opens: "09:00", closes: "12:00", interval: 1 h}', "horizon: {for: 1 h, calls: 3}"),
    ('day: {opens: "09:00", closes: "12:00", interval: 1 h}', "calendar: {interval: 1 h, week: [{on: monday, opens: \"09:00\", closes: \"12:00\"}]}"),
]


def main() -> int:
    schema = json.load(sys.stdin)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = []
    here = pathlib.Path(__file__).parent
    files = sorted((here.parent / "scenarios").rglob("*.yaml"))
    files += sorted((here / "ScenariosTests" / "Accepted").glob("*.yaml"))
    if not files:
        failures.append("no scenarios were found")
    for file in files:
        for fault in validator.iter_errors(yaml.load(file.read_text(encoding="utf-8"), CoreLoader)):
            failures.append(f"{file}: {'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}")
    if not validator.is_valid(yaml.load(GOOD, CoreLoader)):
        failures.append("the small good scenario is refused")
    for old, new in BAD:
        if GOOD.count(old) < 1:
            failures.append(f"nothing to replace: {old}")
        elif validator.is_valid(yaml.load(GOOD.replace(old, new, 1), CoreLoader)):
            failures.append(f"accepted: {new or 'without ' + old}")
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{len(files)} scenarios, {len(BAD)} faults, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
