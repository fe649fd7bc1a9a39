"""Measures the diagnosis over a corpus of programs that the catalogue of mistakes was not written from.

    python benchmarks/diagnosis.py                      all of benchmarks/corpus
    python benchmarks/diagnosis.py softmax.py           one file of it
    python benchmarks/diagnosis.py --out figures.json   the figures, and every program's result, as JSON

Every program redefines functions of the reference notebook and is graded as a submission on the questions it touches.
It is exactly diagnosed when every diagnosis is one it is known as, property named when points were lost without a
diagnosis, silent when nothing was noticed, and wrongly diagnosed otherwise. A correct program that loses a point, or
is diagnosed as anything, is a false alarm.
"""

import argparse
import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import msgspec

from grader import catalog
from grader.fanout import grade_many
from grader.pipeline import prepare
from grader.records.assignment import Assignment
from grader.records.run import Job, Run
from grader.records.submission import Submission
from grader.records.verdict import Verdict
from grader.release import combine
from grader.sandbox import live
from grader.sandbox.proof import chosen_level

CORPUS = Path(__file__).parent / "corpus"
HEAD = re.compile(r"^# %% (\w+) \| ([^|]*) \|([^|\n]*)$", re.MULTILINE)
SEED = 7


class Program(NamedTuple):
    """One program of the corpus; `known_as` are the diagnoses that are right, empty where the catalogue has none."""

    file: str
    name: str
    origin: str
    known_as: tuple[str, ...]
    source: str


def programs(path: Path) -> Iterator[Program]:
    """The programs of one file, in their order."""
    parts = HEAD.split(path.read_text("utf-8"))[1:]
    for name, origin, known_as, source in zip(*(parts[at::4] for at in range(4)), strict=True):
        known = tuple(filter(None, (word.strip() for word in known_as.split(","))))
        yield Program(path.stem, name, origin.strip(), known, source)


def questions_of(program: Program, assignment: Assignment) -> tuple[str, ...]:
    """The question whose own function comes last in the program: a network may be given for its training's sake."""
    defined = [node.name for node in ast.parse(program.source).body if isinstance(node, ast.FunctionDef)]
    return tuple(q.name for q in assignment.questions if q.functions[0] == defined[-1])


def outcome_of(program: Program, run: Run) -> str:
    """In which column of the table a program's Run counts."""
    named = {check.diagnosis for check in run.checks if check.diagnosis}
    lost = any(check.verdict is not Verdict.PASS for check in run.checks)
    if program.file == "correct":
        return "false alarm" if named or lost else "right"
    if not lost:
        return "silent"
    if not named:
        return "property named"
    return "exactly diagnosed" if named <= set(program.known_as) else "wrongly diagnosed"


def job_of(template: Job, number: int, program: Program) -> Job:
    """The template narrowed to the program's question."""
    questions = questions_of(program, template.assignment)
    needed = {probe for check in template.assignment.checks(questions) for probe in check.kind.probes()}
    assert template.catalogue is not None
    notebook = combine(template.catalogue.solution.notebook, program.source)
    return msgspec.structs.replace(
        template,
        submission=Submission(student=str(number), notebook=notebook),
        questions=questions,
        probes=tuple(probe for probe in template.probes if probe.id in needed),
    )


def measured(found: list[Program], jobs: int) -> Iterator[tuple[Program, Run]]:
    """Every program with its Run."""
    declaration = catalog.load("mnist_softmax", Path(__file__).parents[1])
    level = chosen_level("auto", declaration.assignment.preload).level
    questions = tuple(question.name for question in declaration.assignment.questions)
    template = prepare(declaration, questions, SEED, level)
    work = (job_of(template, number, program) for number, program in enumerate(found))
    with ThreadPoolExecutor(jobs) as executor, live.leaving_none_behind():
        for job, run in grade_many(work, executor, jobs):
            yield found[int(job.submission.student)], run


def main() -> None:
    """Grade the corpus and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="files of benchmarks/corpus; all when none is named")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    paths = [CORPUS / name for name in arguments.files] or sorted(CORPUS.glob("*.py"))
    found = [program for path in paths for program in programs(path)]
    counts: Counter[tuple[str, str]] = Counter()
    rows = []
    for program, run in measured(found, arguments.jobs):
        outcome = outcome_of(program, run)
        named = sorted({check.diagnosis for check in run.checks if check.diagnosis})
        lost = [check.check for check in run.checks if check.verdict is not Verdict.PASS]
        counts[program.file, outcome] += 1
        rows.append({"file": program.file, "name": program.name, "outcome": outcome, "named": named, "lost": lost})
        print(f"{outcome:<18} {program.file:<14} {program.name:<26} {', '.join(named)}", flush=True)
    print()
    for file in dict.fromkeys(program.file for program in found):
        total = sum(count for (name, _), count in counts.items() if name == file)
        told = ", ".join(f"{outcome} {count}" for (name, outcome), count in sorted(counts.items()) if name == file)
        print(f"{file}: {total} programs: {told}")
    if arguments.out:
        arguments.out.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
