"""Holds events of the Open Cybersecurity Schema Framework against their published schema.

The package ocsf-json-schema brings the schemas of all published versions with it, and makes of one
class and its profiles a JSON Schema in which nothing may stand that the class does not have.

    ocsf.py EVENTS.jsonl VERSION CLASS PROFILE…

prints a line for each thing that is wrong, and how many events were judged.
"""

import json
import sys

from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema


def main():
    events, version, name, *profiles = sys.argv[1:]
    schemas = OcsfJsonSchemaEmbedded(get_ocsf_schema(version=version))
    judge = Draft202012Validator(schemas.get_class_schema(name, profiles=profiles))
    count = 0
    with open(events, encoding="utf-8") as lines:
        for count, line in enumerate(lines, 1):
            for error in judge.iter_errors(json.loads(line)):
                place = "/".join(map(str, error.absolute_path))
                print(f"{count}: {place}: {error.message[:300]}")
    print(f"{count} judged")


main()
