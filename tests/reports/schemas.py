"""The documented forms of other people's formats, in our own words: what their readers accept and refuse."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import jsonschema

TEXT = {"type": "string"}
NUMBER = {"type": "number"}
COUNT = {"type": "integer", "minimum": 0}
NAME = {"type": "string", "minLength": 1}
STAMP = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$"}


def closed(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """An object with these keys and no others."""
    properties = required | optional
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


def opened(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """An object with at least these keys."""
    return closed(required, **optional) | {"additionalProperties": True}


CTRF = closed(
    {
        "reportFormat": {"const": "CTRF"},
        "specVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
        "results": closed(
            {
                "tool": closed({"name": NAME}, version=TEXT),
                "summary": closed(
                    dict.fromkeys(("tests", "passed", "failed", "skipped", "pending", "other", "start", "stop"), COUNT),
                    suites=COUNT,
                ),
                "tests": {
                    "type": "array",
                    "items": closed(
                        {
                            "name": NAME,
                            "status": {"enum": ["passed", "failed", "skipped", "pending", "other"]},
                            "duration": {"type": "integer"},
                        },
                        suite={"type": "array", "minItems": 1, "items": TEXT},
                        message=TEXT,
                        rawStatus=TEXT,
                        extra={"type": "object"},
                    ),
                },
            },
            extra={"type": "object"},
        ),
    },
    generatedBy=TEXT,
)

CLASSROOM50 = closed(
    {
        "schema": {"const": "classroom50/result/v1"},
        "classroom": NAME,
        "assignment": NAME,
        "assignment_type": {"enum": ["individual", "group"]},
        "owner": NAME,
        "submission": {"type": "string", "pattern": "^submit/"},
        "commit": NAME,
        "release": NAME,
        "review": NAME,
        "datetime": STAMP,
        "score": COUNT,
        "max-score": COUNT,
        "tests": {
            "type": "array",
            "items": opened({"test-name": NAME, "passed": {"type": "boolean"}, "score": COUNT, "max-score": COUNT}),
        },
    },
    graded_at=STAMP,
)

TIER = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
WRITTEN = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
GRADESCOPE = closed(
    {
        "score": {"type": "number", "minimum": 0},
        "tests": {
            "type": "array",
            "items": closed(
                {"score": NUMBER, "max_score": NUMBER, "name": TEXT},
                status={"enum": ["passed", "failed"]},
                number={"type": "string", "pattern": r"^\d+(\.\d+)*$"},
                output=TEXT,
                output_format=WRITTEN,
                name_format=WRITTEN,
                tags={"type": "array", "items": TEXT},
                visibility=TIER,
                extra_data={"type": "object"},
            ),
        },
    },
    execution_time=COUNT,
    output=TEXT,
    output_format=WRITTEN,
    test_output_format=WRITTEN,
    test_name_format=WRITTEN,
    visibility=TIER,
    stdout_visibility=TIER,
    extra_data={"type": "object"},
)

OUTCOME = {"enum": ["pass", "fail", "error"]}
CLASSROOM_RESULT = opened(
    {
        "version": {"enum": [1, 3]},
        "status": OUTCOME,
        "max_score": NUMBER,
        "tests": {
            "type": "array",
            "minItems": 1,  # the reader crashes without one
            "items": opened(
                {"name": NAME, "status": OUTCOME, "score": NUMBER, "line_no": NUMBER, "execution_time": TEXT},
                message={"type": ["string", "null"]},
                test_code=TEXT,
                filename=TEXT,
            ),
        },
    },
    message={"type": ["string", "null"]},
)


def check(document: Any, schema: dict[str, Any]) -> None:
    """Raises where the document is not of the schema."""
    jsonschema.Draft202012Validator(schema).validate(document)


def check_junit(text: str) -> ET.Element:
    """The root of a JUnit document, once its elements, attributes and counts are what viewers expect."""
    root = ET.fromstring(text.encode())
    assert root.tag == "testsuites"
    for suite in root:
        assert suite.tag == "testsuite"
        assert suite.get("name")
        check_counts(suite, [case for case in suite if case.tag == "testcase"])
        for case in suite.iter("testcase"):
            assert case.get("classname")
            assert case.get("name")
            assert re.fullmatch(r"\d+(\.\d+)?", case.get("time", ""))
            outcomes = [child.tag for child in case if child.tag in ("failure", "error", "skipped")]
            assert len(outcomes) <= 1
            assert {child.tag for child in case} <= {"failure", "error", "skipped", "properties", "system-out"}
    check_counts(root, list(root.iter("testcase")))
    return root


def check_counts(element: ET.Element, cases: list[ET.Element]) -> None:
    """The counts of a suite are those of its cases."""
    assert element.get("tests") == str(len(cases))
    for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert element.get(count) == str(sum(case.find(tag) is not None for case in cases))
