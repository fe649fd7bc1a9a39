"""The JSON Schema of `grader/results/v1`, derived from the records and put into words.

The committed `results.schema.json` is what `schema_text` gives; a test compares them.
"""

import json
from typing import Any

import msgspec

from grader.records.execution import Status
from grader.records.results import SCHEMA, Results, Visibility
from grader.records.verdict import Verdict
from grader.reports.json_results import CURVES

DIALECT = "https://json-schema.org/draft/2020-12/schema"

DESCRIPTIONS = {
    "Results.schema": "Name and version of this format.",
    "Results.assignment": "What was set, reduced to the questions that were graded.",
    "Results.seed": "Seed the inputs of the probes were drawn from; the same seed gives the same verdicts.",
    "Results.environment": "Versions that could change a mark.",
    "Results.runs": "One Run per student; empty for a class of nobody.",
    "AssignmentHead.slug": "Short name, as on the command line.",
    "AssignmentHead.title": "Name for people.",
    "AssignmentHead.hash": "Identifies the content of everything that can change a mark.",
    "AssignmentHead.points": "Points of all questions listed here.",
    "AssignmentHead.questions": "The questions that were graded, in the order of the assignment.",
    "QuestionHead.name": "Name that `checks[].question` refers to.",
    "QuestionHead.title": "Name for people.",
    "QuestionHead.points": "Points of all its checks.",
    "QuestionHead.functions": "Functions of the notebook it asks for, its own first; keys of `runs[].code`.",
    "Environment.grader": "Version of the grader.",
    "Environment.python": "Version of Python the notebooks ran under.",
    "Environment.tensorflow": "Version of TensorFlow.",
    "Environment.keras": "Version of Keras.",
    "Environment.numpy": "Version of NumPy.",
    "Environment.platform": "Operating system and processor.",
    "Environment.intra_op_threads": "Threads one operation of TensorFlow may use.",
    "Environment.isolation": "Level of the walls around the notebook: strong, standard, weak or none.",
    "ScoredRun.student": "Who handed in; text from outside, to be escaped before display.",
    "ScoredRun.attempt": "The n-th hand-in of this student, from 1.",
    "ScoredRun.status": "How reading and running the notebook ended: the worst of its cells.",
    "ScoredRun.problem": "Why nothing could be graded, for people; empty otherwise.",
    "ScoredRun.earned": "Points earned: those of `checks`, with what a policy changed and people added, never below 0.",
    "ScoredRun.possible": "Points that could be earned, the sum over `checks`.",
    "ScoredRun.seconds": "Wall seconds the whole grading of this submission took.",
    "ScoredRun.peak_bytes": "Most memory the notebook's process held, in bytes.",
    "ScoredRun.submission_hash": "SHA-256 over the notebook and the files beside it, in hexadecimal.",
    "ScoredRun.execution": "How the cells of the notebook ran.",
    "ScoredRun.checks": "Every check of the graded questions, in the order of the assignment.",
    "ScoredRun.training": "What was measured of the trained model; null where none was trained.",
    "ScoredRun.code": "The student's own source of each function; text from outside.",
    "ScoredRun.notes": "Sentences about the submission, for people: which of two notebooks was taken, say.",
    "ScoredRun.code_lines": "Line of its cell at which each of these functions begins, from 1.",
    "ScoredRun.code_hash": "SHA-256 over the code cells as they were read and the files beside them; empty where "
    "it is not known.",
    "ScoredRun.same_code_as": "Other students of this document whose code is identical; for staff only.",
    "ScoredRun.flags": "What a person should look at before the mark stands; costs no points, for staff only.",
    "Flag.id": "`question.what` of the review that raised it, or `notebook.payload`.",
    "Flag.title": "What was seen, for staff.",
    "Flag.evidence": "What was measured, and where a person should look.",
    "ScoredRun.submitted": "When the work was handed in, UTC, as 2026-05-01T21:59:03Z; empty where that is not known.",
    "ScoredRun.effects": "What a policy changed of the points.",
    "PolicyEffect.kind": "What rule it was: late, extra_credit, cap or attempt.",
    "PolicyEffect.points": "Points added; negative where they were taken.",
    "PolicyEffect.reason": "Why, for everyone.",
    "ScoredRun.network": "Weights of the model that was built, beside the expected ones; null where none was counted.",
    "ScoredRun.adjustments": "What people decided about this hand-in and what is in `earned`, the oldest first.",
    "ScoredRun.is_released": "Whether an instructor released the mark to the student.",
    "Network.observed": "Weights of the student's model in order.",
    "Network.expected": "Weights of the reference's model in order.",
    "WeightShape.shape": "Sizes of its dimensions.",
    "WeightShape.trainable": "Whether training may change it.",
    "Adjustment.assignment": "Short name of the assignment.",
    "Adjustment.student": "Whom it concerns; empty for a release or hold of everyone.",
    "Adjustment.act": "What it does: comment, add (points), override (a check's points), release, hold or withdraw.",
    "Adjustment.by": "Who decided.",
    "Adjustment.target": "The check or question it is about; empty for the whole.",
    "Adjustment.points": "Points added, or set; 0 for the others.",
    "Adjustment.text": "The comment, or the reason.",
    "Adjustment.withdraws": "Number of the adjustment it takes back; 0 for none.",
    "Adjustment.submission_hash": "The hand-in it was made for.",
    "Adjustment.code_hash": "The code it was made for: graded again, the same code keeps it.",
    "Adjustment.number": "Its number in the archive.",
    "Adjustment.created": "When it was decided, in UTC; null where that is not known.",
    "Execution.cells": "Code cells in the order they were run.",
    "Execution.restarts": "How often a new kernel had to be started.",
    "Execution.notes": "Sentences for the student: a magic that was neutralised, a cell that was left out.",
    "Execution.wall_seconds": "Wall seconds of running the cells.",
    "Execution.cpu_seconds": "CPU seconds of running the cells.",
    "Execution.peak_bytes": "Most memory held while running the cells, in bytes.",
    "CellRun.index": "Position among all cells of the notebook, from 0.",
    "CellRun.status": "How the cell ended.",
    "CellRun.error": "What it raised or why it was stopped; text from outside.",
    "CellRun.seconds": "Wall seconds of the cell.",
    "CellRun.line": "Line of the cell that raised, from 1; 0 where that is not known.",
    "CellRun.code": "What stands in this line; text from outside.",
    "ScoredCheck.id": "`question.what`, unique within the assignment.",
    "ScoredCheck.question": "Name of its question.",
    "ScoredCheck.title": "What the check expects, for people.",
    "ScoredCheck.verdict": "What the check concluded.",
    "ScoredCheck.graded": "Points the check itself gave where a person set `earned`; null where nobody did.",
    "ScoredCheck.earned": "Points earned: all of `possible` for pass and error, a part for a fail with partial credit, "
    "otherwise 0; or what a person set.",
    "ScoredCheck.possible": "Points of the check.",
    "ScoredCheck.reason": "Why, for everyone; for a skipped check, what it waited for. May quote code.",
    "ScoredCheck.hint": "What to try next, for the student; empty when there is nothing to say.",
    "ScoredCheck.diagnosis": "Id of the known mistake that behaves the same on every probe, or null.",
    "ScoredCheck.evidence": "What was observed and expected, for staff only. Numbers that are not finite are "
    'the texts "nan", "inf" and "-inf".',
    "ScoredCheck.visibility": "When a student may see this check.",
    "ScoredCheck.place": "Where the student's code raised what the reason tells of, or null.",
    "ScoredCheck.waits_for": "Id of the check without which a skipped one was not judged; empty otherwise.",
    "Place.function": "Function of the notebook in which it raised.",
    "Place.line": "Line within the cell that defines the function, from 1.",
    "Training.accuracy": "Fraction of held-back images classified rightly, 0 to 1, measured by the grader.",
    "Training.threshold": "Fraction that was asked for, 0 to 1.",
    "Training.images": "Number of held-back images.",
    "Training.confusion": "Counts of held-back images, `confusion[true][predicted]`.",
    "Training.misread": "Some of the images that were classified wrongly, the most frequent confusions first.",
    "Misread.true": "Class of the image.",
    "Misread.predicted": "Class the model gave it.",
    "Misread.png": "The grey image as a PNG in base64.",
    "Training.steps": "Optimizer steps that were counted.",
    "Training.seconds": "Wall seconds of the training.",
    "Training.attempts": "Every training that was made for this check, in the order of the declared seeds.",
    "Training.repeats": "What the class's first training, run twice with one seed, showed: deterministic, noisy, or "
    "empty where it was not run twice.",
    "Attempt.seed": "Seed of the training: s, s + 1, s + 2.",
    "Attempt.accuracy": "Fraction of held-back images classified rightly; null where no classes were predicted.",
    "Attempt.steps": "Optimizer steps that were counted, 0 for a training loop of the student's own.",
    "Attempt.stopped": "What ended it before its author's code did; empty where nothing did.",
    "Attempt.cpu_seconds": "CPU seconds of the training in the notebook's process.",
    "Training.curve_steps": "Steps at which the curves have a value, as the notebook reported them.",
    "Training.curve_loss": "Loss at these steps, as reported; null where it was not finite.",
    "Training.curve_accuracy": "Accuracy at these steps, as reported; null where it was not finite.",
}


def results_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what `encode_results` writes: all fields required and described."""
    derived = msgspec.json.schema(Results)
    records = {name: _described(name, record) for name, record in derived["$defs"].items()}
    records["Results"]["properties"]["schema"]["const"] = SCHEMA
    for curve in CURVES:
        records["Training"]["properties"][curve]["items"]["type"] = ["number", "null"]
    # In the order that gives them meaning, the mildest first; msgspec sorts them by letter.
    records["Verdict"]["enum"] = [str(verdict) for verdict in Verdict]
    records["Status"]["enum"] = [str(status) for status in Status]
    records["Visibility"]["enum"] = [str(visibility) for visibility in Visibility]
    return {
        "$schema": DIALECT,
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": SCHEMA,
        "$ref": derived["$ref"],
        "$defs": dict(sorted(records.items())),
    }


def schema_text() -> str:
    """The schema as the text of `results.schema.json`."""
    return json.dumps(results_schema(), indent=2, ensure_ascii=False) + "\n"


def _described(name: str, record: dict[str, Any]) -> dict[str, Any]:
    """The record with a description per field; all are required, since we always write all of them."""
    described = record | {"description": " ".join(record["description"].split())}
    if "properties" in record:
        fields = {field: _field(f"{name}.{field}", form) for field, form in record["properties"].items()}
        described |= {"properties": fields, "required": list(fields)}
    return described


def _field(path: str, form: dict[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in form.items() if key != "default"}
    return {"description": DESCRIPTIONS[path], **plain}
