"""Tests of the published results document."""

import json
import math
from pathlib import Path

import msgspec
import numpy as np
import pytest
from golden_files import assert_golden
from hypothesis import given
from hypothesis import strategies as st
from sample_class import PASSED, made_class, made_run, mixed_run, perfect_run, small_class

from grader.errors import StorageError
from grader.records.results import Results
from grader.records.stored_runs import StoredRuns
from grader.reports.json_results import encode_results, open_results, read_results


def test_the_document_equals_the_golden_one() -> None:
    assert_golden("results.json", encode_results(small_class()))


@pytest.mark.parametrize("results", [made_class(), made_class(perfect_run())], ids=["nobody", "one"])
def test_what_was_written_is_read_back_equal(results: Results) -> None:
    assert read_results(encode_results(results)) == results


def test_what_was_read_back_is_written_as_the_same_bytes() -> None:
    document = encode_results(small_class())
    assert encode_results(read_results(document)) == document


@given(st.text(st.characters(), max_size=40))
def test_any_text_survives_in_names_and_reasons(text: str) -> None:
    results = made_class(made_run(text, PASSED, problem=text, code={text: text}))
    assert read_results(encode_results(results)) == results


def test_a_value_of_a_curve_that_is_not_finite_is_null_and_comes_back_as_nan() -> None:
    document = encode_results(made_class(mixed_run()))
    assert json.loads(document)["runs"][0]["training"]["curve_loss"] == [2.1, None, 0.9, 0.6]
    training = read_results(document).runs[0].training
    assert training is not None
    assert math.isnan(training.curve_loss[1])


def test_evidence_names_numbers_that_are_not_finite_and_lists_arrays() -> None:
    evidence = {"worst": math.inf, "seen": np.array([1.5, math.nan]), "count": np.int64(3)}
    run = perfect_run()
    check = msgspec.structs.replace(run.checks[0], evidence=evidence)
    document = encode_results(made_class(msgspec.structs.replace(run, checks=(check,))))
    written = json.loads(document, parse_constant=pytest.fail)["runs"][0]["checks"][0]["evidence"]
    assert written == {"worst": "inf", "seen": [1.5, "nan"], "count": 3}


def test_a_mark_that_is_not_a_number_is_a_bug_and_not_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode_results(made_class(made_run("ada", PASSED, earned=math.nan)))


def test_free_keys_are_sorted_so_that_equal_results_give_equal_bytes() -> None:
    there, back = ({"a": "1", "b": "2"}, {"b": "2", "a": "1"})
    documents = {encode_results(made_class(made_run("ada", PASSED, code=code))) for code in (there, back)}
    assert len(documents) == 1


def test_a_field_of_a_later_version_is_ignored() -> None:
    plain = json.loads(encode_results(small_class()))
    plain["runs"][0]["mood"] = "good"
    assert read_results(json.dumps(plain).encode()).runs[0].student == "ada"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "expected JSON"),
        (b"PK\x03\x04", "expected JSON"),
        (b"\xff\xfe\x00", "expected JSON"),
        (b"[" * 100_000, "expected JSON"),
        (b"[]", "found a list"),
        (b"{}", "an object that names no schema"),
        (b'{"schema": "other/v9"}', "the schema 'other/v9'"),
        (b'{"schema": "grader/results/v1"}', "missing required field `assignment`"),
        (
            b'{"schema": "grader/results/v1", "runs": [{"training": {"curve_loss": 3}}, 4]}',
            "Expected `array`, got `int` - at `$.runs[0].training.curve_loss`",
        ),
    ],
)
def test_what_is_no_results_document_is_refused_with_what_was_found(content: bytes, said: str) -> None:
    with pytest.raises(StorageError, match=r"grader grade") as refusal:
        read_results(content)
    assert said in str(refusal.value)


def test_a_missing_field_of_a_check_is_named_with_its_place() -> None:
    plain = json.loads(encode_results(small_class()))
    del plain["runs"][1]["checks"][2]["verdict"]
    with pytest.raises(StorageError, match=r"missing required field `verdict`.*runs\[1\]\.checks\[2\]"):
        read_results(json.dumps(plain).encode())


@pytest.fixture
def large(tmp_path, monkeypatch) -> Path:
    """A document that is too large to be read as a whole."""
    monkeypatch.setattr("grader.reports.json_results.IN_MEMORY_BYTES", 10)
    path = tmp_path / "results.json"
    path.write_bytes(encode_results(small_class()))
    return path


def test_the_runs_of_a_large_document_are_read_when_they_are_asked_for(large) -> None:
    found = open_results(large)
    assert isinstance(found.runs, StoredRuns)
    runs = iter(open_results(large).runs)  # what they are read from stays open for them
    large.unlink()
    assert encode_results(found) == encode_results(small_class())
    assert [run.student for run in runs] == [run.student for run in small_class().runs]


def test_a_document_in_memory_equals_a_large_one(large, monkeypatch) -> None:
    found = open_results(large)
    monkeypatch.setattr("grader.reports.json_results.IN_MEMORY_BYTES", 10**9)
    assert encode_results(open_results(large)) == encode_results(found)
    assert isinstance(open_results(large).runs, tuple)


@pytest.mark.parametrize("layout", [{}, {"indent": 1}, {"indent": 4}])
def test_a_large_document_in_another_layout_is_read_as_a_whole(large, layout) -> None:
    large.write_text(json.dumps(json.loads(large.read_bytes()), **layout))
    assert encode_results(open_results(large)) == encode_results(small_class())


def test_a_large_document_of_nobody_is_one_too(large) -> None:
    large.write_bytes(encode_results(made_class()))
    assert open_results(large) == made_class()


def test_a_large_document_that_was_cut_off_is_refused(large) -> None:
    whole = large.read_bytes()
    for length in (len(whole) // 2, len(whole) - 3):
        large.write_bytes(whole[:length])
        with pytest.raises(StorageError, match="not results"):
            open_results(large)
    large.write_bytes(whole.replace(b'"student": "grace"', b'"student": 3'))
    with pytest.raises(StorageError, match="not results"):
        open_results(large)
