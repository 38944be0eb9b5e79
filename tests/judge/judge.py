"""The second opinion: rules as pySigma reads them, run over exported telemetry as SQL.

This is what Zircolite does (pySigma, its SQLite backend, the pipelines for Sysmon and Windows),
without Zircolite, which is on no package registry. Nothing of ours is asked which rule looks at
which record: for Windows the public pipelines say it by channel and id, for all else the
`logsource` lists of the log classes do.

    judge.py RECORDS.jsonl RULES_DIR LOGS_DIR

prints one JSON object: for each plain rule that could be converted, by its file's stem, the numbers
of the records it hits, counted from 0; for each that could not, why.
"""

import json
import pathlib
import re
import sqlite3
import sys

import yaml
from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.pipelines.sysmon import sysmon_pipeline
from sigma.pipelines.windows import windows_logsource_pipeline
from sigma.rule import SigmaRule


def records_into(base, lines):
    """One table, a column for each field: numbers where all values are, else text in any case."""
    columns, texts = {}, set()
    for record in lines:
        for field, value in record.items():
            columns.setdefault(field.lower(), field)
            if not str(value).isdigit():
                texts.add(field.lower())
    kind = lambda low: "TEXT COLLATE NOCASE" if low in texts else "INTEGER"
    names = ", ".join(f'"{field}" {kind(low)}' for low, field in columns.items())
    base.execute(f"CREATE TABLE logs (row_number INTEGER, {names})")
    for number, record in enumerate(lines):
        fields = {columns[field.lower()]: str(value) for field, value in record.items()}
        keys = ", ".join(f'"{field}"' for field in fields)
        marks = ", ".join("?" for _ in fields)
        base.execute(
            f"INSERT INTO logs (row_number, {keys}) VALUES (?, {marks})",
            [number, *fields.values()],
        )
    return columns


def answers(source, rule):
    """Whether a class that answers to this source is meant by a rule."""
    words = ("product", "category", "service")
    return all(getattr(rule.logsource, w) in (None, source.get(w)) for w in words)


def classes_of(rule, logs):
    """The classes a rule looks at, by their own lists."""
    return [name for name, one in logs.items() if any(answers(s, rule) for s in one["logsource"])]


def sql_of(rule, backend, classes):
    """The query for the numbers of the records a rule hits, among those of these classes if any."""
    query = backend.convert(SigmaCollection([rule]))[0]
    condition = query.split(" WHERE ", 1)[1]
    among = ", ".join(f"'{name}'" for name in classes)
    return f"SELECT row_number FROM logs WHERE ({condition})" + (f" AND log IN ({among})" if classes else "")


def main():
    records, rules, logs = map(pathlib.Path, sys.argv[1:])
    logs = {p.stem: yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted(logs.glob("*.yml"))}
    with records.open(encoding="utf-8") as lines:
        lines = [json.loads(line) for line in lines]
    base = sqlite3.connect(":memory:")
    base.create_function("regexp", 2, lambda y, x: int(bool(x and re.search(y, x))), deterministic=True)
    base.execute("PRAGMA case_sensitive_like = OFF")
    have = records_into(base, lines)
    windows = sqliteBackend(sysmon_pipeline() + windows_logsource_pipeline())
    other = sqliteBackend()
    said = {}
    for path in sorted(rules.glob("*.yml")):
        documents = list(yaml.safe_load_all(path.read_text(encoding="utf-8")))
        if len(documents) > 1 or "correlation" in documents[0]:
            continue
        try:
            rule = SigmaRule.from_yaml(path.read_text(encoding="utf-8"))
            if rule.logsource.product == "windows":
                query = sql_of(rule, windows, [])
            else:
                query = sql_of(rule, other, classes_of(rule, logs))
            hits = sorted(row[0] for row in base.execute(query))
            said[path.stem] = {"hits": hits}
        except Exception as error:  # what a rule cannot be is told, not hidden
            absent = re.search(r"no such column: (\S+)", str(error))
            if absent and absent.group(1).strip('`"').lower() not in have:
                said[path.stem] = {"hits": []}
            else:
                said[path.stem] = {"not": f"{type(error).__name__}: {error}"}
    json.dump(said, sys.stdout)


main()
