"""Tests of the shipped JSON Schema against documents the grader writes."""

import json
import os
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sample_class import made_class, small_class

from grader.records.execution import Status
from grader.records.results import Results
from grader.records.verdict import Verdict
from grader.reports.json_results import encode_results
from grader.reports.results_schema import DESCRIPTIONS, schema_text

SHIPPED = resources.files("grader.reports") / "results.schema.json"
RESULTS_PAGE = Path(__file__).parents[2] / "docs" / "results.md"


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(SHIPPED.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def plain_class() -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(encode_results(small_class()))
    return plain


def test_the_shipped_schema_is_the_one_derived_from_the_records() -> None:
    if os.environ.get("GRADER_REGENERATE") == "1":
        Path(str(SHIPPED)).write_text(schema_text(), "utf-8")
    assert SHIPPED.read_text("utf-8") == schema_text()


@pytest.mark.parametrize("results", [small_class(), made_class()], ids=["small class", "nobody"])
def test_what_the_grader_writes_is_valid(validator: jsonschema.Draft202012Validator, results: Results) -> None:
    validator.validate(json.loads(encode_results(results)))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema",), "grader/results/v2"),
        (("runs", 0, "status"), "fine"),
        (("runs", 0, "checks", 0, "verdict"), "passed"),
        (("runs", 0, "checks", 0, "earned"), "5"),
        (("runs", 0, "training", "accuracy"), None),
        (("runs", 0, "execution", "cells", 0, "index"), 0.5),
    ],
)
def test_a_wrong_value_is_not_valid(
    validator: jsonschema.Draft202012Validator, place: tuple[str | int, ...], value: object
) -> None:
    plain = plain_class()
    inner: Any = plain
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    assert not validator.is_valid(plain)


@pytest.mark.parametrize("field", ["id", "question", "verdict", "earned", "possible", "reason", "hint", "diagnosis"])
def test_a_check_without_one_of_its_fields_is_not_valid(validator: jsonschema.Draft202012Validator, field: str) -> None:
    plain = plain_class()
    del plain["runs"][0]["checks"][0][field]
    assert not validator.is_valid(plain)


def test_no_description_is_left_over_and_each_field_has_one() -> None:
    records = json.loads(schema_text())["$defs"]
    fields = {f"{name}.{field}" for name, record in records.items() for field in record.get("properties", {})}
    assert fields == set(DESCRIPTIONS)


def test_the_documentation_names_every_field_verdict_and_status() -> None:
    text = RESULTS_PAGE.read_text("utf-8")
    names = {path.partition(".")[2] for path in DESCRIPTIONS} | set(Verdict) | set(Status)
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []
