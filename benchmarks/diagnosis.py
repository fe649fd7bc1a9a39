"""Measures the diagnosis over a corpus of programs that the catalogue of mistakes was not written from.

    python benchmarks/diagnosis.py                      all of benchmarks/corpus
    python benchmarks/diagnosis.py softmax.py           one file of it
    python benchmarks/diagnosis.py --results third      benchmarks/results/diagnosis-third.md, and every program as JSON

Every program redefines functions of the reference notebook and is graded as a submission on the questions it touches.
It is exactly diagnosed when every diagnosis is one it is known as, property named when points were lost without a
diagnosis, silent when nothing was noticed, and wrongly diagnosed otherwise. A correct program that loses a point, or
is diagnosed as anything, is a false alarm. An origin that begins with `[neurons]` names the assignment; else it is
`mnist_softmax`.
"""

import argparse
import ast
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import msgspec
from measure import RESULTS, publish, table

from grader import catalog
from grader.fanout import grade_many
from grader.pipeline import prepare
from grader.records.run import Job, Run
from grader.records.submission import Submission
from grader.records.verdict import Verdict
from grader.release import combine
from grader.sandbox import live
from grader.sandbox.proof import chosen_level
from grader.strength.programs import function_of

CORPUS = Path(__file__).parent / "corpus"
OUTCOMES = ("exactly diagnosed", "property named", "silent", "wrongly diagnosed", "right", "false alarm")
ASSIGNMENT = "mnist_softmax"
HEAD = re.compile(r"^# %% (\w+) \| ([^|]*) \|([^|\n]*)$", re.MULTILINE)
SEED = 7


class Program(NamedTuple):
    """One program of the corpus; `known_as` are the diagnoses that are right, empty where the catalogue has none."""

    file: str
    name: str
    origin: str
    known_as: tuple[str, ...]
    source: str

    @property
    def assignment(self) -> str:
        """The slug in brackets that its origin begins with."""
        return self.origin[1:].partition("]")[0] if self.origin.startswith("[") else ASSIGNMENT

    @property
    def is_correct(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.file.endswith("correct")


def programs(path: Path) -> Iterator[Program]:
    """The programs of one file, in their order."""
    parts = HEAD.split(path.read_text("utf-8"))[1:]
    for name, origin, known_as, source in zip(*(parts[at::4] for at in range(4)), strict=True):
        known = tuple(filter(None, (word.strip() for word in known_as.split(","))))
        yield Program(path.stem, name, origin.strip(), known, source)


def questions_of(program: Program, template: Job) -> tuple[str, ...]:
    """The question that probes the program's last function: a network may be given for its training's sake."""
    nodes = ast.parse(program.source).body
    defined = [name for node in nodes for name in _bound(node)]
    for function in reversed(defined):
        asked = {probe.id for probe in template.probes if function_of(probe) == function}
        for question in template.assignment.questions:
            if any(asked & set(check.kind.probes()) for check in question.checks):
                return (question.name,)
    raise SystemExit(f"{program.file}: {program.name} defines no function that is asked for.")


def _bound(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def outcome_of(program: Program, run: Run) -> str:
    """In which column of the table a program's Run counts."""
    named = {check.diagnosis for check in run.checks if check.diagnosis}
    lost = any(check.verdict is not Verdict.PASS for check in run.checks)
    if program.is_correct:
        return "false alarm" if named or lost else "right"
    if not lost:
        return "silent"
    if not named:
        return "property named"
    return "exactly diagnosed" if named <= set(program.known_as) else "wrongly diagnosed"


def job_of(template: Job, number: int, program: Program) -> Job:
    """The template narrowed to the program's question."""
    questions = questions_of(program, template)
    needed = template.assignment.asked_probes(questions)
    assert template.catalogue is not None
    notebook = combine(template.catalogue.solution.notebook, program.source)
    return msgspec.structs.replace(
        template,
        submission=Submission(student=str(number), notebook=notebook),
        questions=questions,
        probes=tuple(probe for probe in template.probes if probe.id in needed),
    )


def measured(found: list[Program], jobs: int) -> Iterator[tuple[Program, Run]]:
    """Every program with its Run, assignment after assignment."""
    for slug in dict.fromkeys(program.assignment for program in found):
        declaration = catalog.load(slug, Path(__file__).parents[1])
        level = chosen_level("auto", declaration.assignment.preload).level
        questions = tuple(question.name for question in declaration.assignment.questions)
        template = prepare(declaration, questions, SEED, level)
        work = (job_of(template, n, program) for n, program in enumerate(found) if program.assignment == slug)
        with ThreadPoolExecutor(jobs) as executor, live.leaving_none_behind():
            for job, run in grade_many(work, executor, jobs):
                yield found[int(job.submission.student)], run


def tables(results: Iterable[tuple[Program, str]]) -> list[str]:
    """Counts and shares by file, and by file and assignment."""
    found = [(program.file, program.assignment, outcome) for program, outcome in results]
    counts = Counter(found)
    rows = []
    for file in dict.fromkeys(file for file, _, _ in found):
        slugs = list(dict.fromkeys(slug for name, slug, _ in found if name == file))
        for label, chosen in [("all", slugs)] + ([(slug, [slug]) for slug in slugs] if len(slugs) > 1 else []):
            total = sum(counts[file, slug, outcome] for slug in chosen for outcome in OUTCOMES)
            each = [sum(counts[file, slug, outcome] for slug in chosen) for outcome in OUTCOMES]
            rows.append([f"{file}, {label}", total, *(f"{n} ({n / total:.0%})" if n else "0" for n in each)])
    return [table(["programs", "count", *OUTCOMES], rows)]


def main() -> None:
    """Grade the corpus and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="files of benchmarks/corpus; all when none is named")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--results", metavar="NAME", help="writes results/diagnosis-NAME.md and .json")
    arguments = parser.parse_args()
    paths = [CORPUS / name for name in arguments.files] or sorted(CORPUS.glob("*.py"))
    found = [program for path in paths for program in programs(path)]
    results, rows = [], []
    for program, run in measured(found, arguments.jobs):
        outcome = outcome_of(program, run)
        named = sorted({check.diagnosis for check in run.checks if check.diagnosis})
        lost = [check.check for check in run.checks if check.verdict is not Verdict.PASS]
        results.append((program, outcome))
        about = {"file": program.file, "assignment": program.assignment, "name": program.name, "origin": program.origin}
        rows.append({**about, "known_as": program.known_as, "outcome": outcome, "named": named, "lost": lost})
        print(f"{outcome:<18} {program.assignment:<16} {program.name:<36} {', '.join(named)}", flush=True)
    file = RESULTS / f"diagnosis-{arguments.results}.md" if arguments.results else None
    publish("How much is diagnosed", tables(results), file)
    if file is not None:
        file.with_suffix(".json").write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
