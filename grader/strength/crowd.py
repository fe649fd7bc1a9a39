"""Judges many programs in one kernel: each lives in a namespace of its own, and its functions answer under new names.

A program is judged by the checks and by nothing else: the probes of every question it touches are sent to it, and
what comes back is held against the reference as a student's answers are.
"""

import asyncio
import math
from collections.abc import Iterator
from concurrent.futures import Executor, as_completed

import msgspec

from grader import notebook as notebooks
from grader.judge import judge
from grader.notebook import Cell, Notebook
from grader.observe import observe
from grader.records.assignment import Limits, Question
from grader.records.base import Record
from grader.records.observation import Observation
from grader.records.probe import Built, Call, Evaluate, Plot, Probe, Train, Trained
from grader.records.run import Job
from grader.records.verdict import CheckResult, Verdict
from grader.strength.programs import Program, function_of, probed_functions, trained_by

MOST_PER_KERNEL = 40  # each brings its source along, and a notebook's code is bounded
PROBE_CPU_SECONDS = 5.0  # a mutant may loop for ever, and then has shown enough
CELL = """\
import linecache as _linecache

_source = {source!r}
_linecache.cache[{file!r}] = (len(_source), None, _source.splitlines(True), {file!r})
_space = dict(globals())
exec(compile(_source, {file!r}, "exec"), _space)
globals().update({{f"{prefix}{{name}}": _space[name] for name in {names!r} if name in _space}})
"""


class Judged(Record, frozen=True, kw_only=True):
    """A program with what every check of the questions it touches concluded."""

    program: Program
    results: tuple[CheckResult, ...]

    @property
    def missed(self) -> frozenset[str]:
        """Ids of the checks it did not pass."""
        return frozenset(result.check for result in self.results if result.verdict is not Verdict.PASS)

    @property
    def is_killed(self) -> bool:
        """Whether a check failed it; an error of the grader's kills nothing."""
        return any(result.verdict is Verdict.FAIL for result in self.results)


def judge_crowd(template: Job, programs: tuple[Program, ...], executor: Executor, width: int) -> Iterator[Judged]:
    """What the checks say of every program, in batches side by side; `template` holds the reference's answers."""
    wanted = [program for program in programs if touched(template, program)]
    size = max(1, min(MOST_PER_KERNEL, math.ceil(len(wanted) / max(1, width))))
    batches = [tuple(wanted[begin : begin + size]) for begin in range(0, len(wanted), size)]
    for done in as_completed([executor.submit(judge_batch, template, batch) for batch in batches]):
        yield from done.result()


def judge_batch(template: Job, programs: tuple[Program, ...]) -> list[Judged]:
    """One kernel for a few programs. Raises KernelError when none can be had."""
    names = {f"program_{number:03d}_": program for number, program in enumerate(programs)}
    read = notebooks.read(template.submission.notebook)
    last = max((cell.index for cell in read.cells), default=0)
    cells, probes = list(read.cells), []
    functions = probed_functions(template.probes)
    for number, (prefix, program) in enumerate(names.items(), start=1):
        code = CELL.format(source=program.source, file=f"<{prefix}>", prefix=prefix, names=functions)
        cells.append(Cell(index=last + number, source=code))
        probes += [renamed(probe, prefix) for probe in touched(template, program)]
    notebook = Notebook(cells=tuple(cells))
    assignment = msgspec.structs.replace(template.assignment, limits=_impatient(template.assignment.limits))
    isolation = template.environment.isolation
    observed = asyncio.run(observe(notebook, template.submission, assignment, probes, isolation)).observations
    return [_judged(template, program, prefix, observed) for prefix, program in names.items()]


def touched(template: Job, program: Program) -> tuple[Probe, ...]:
    """The probes whose answer can be another one with the program, in their order."""
    own = {probe.id for probe in template.probes if function_of(probe) in program.functions}
    return tuple(probe for probe in template.probes if probe.id in own or trained_by(probe) in own)


def renamed(probe: Probe, prefix: str) -> Probe:
    """The probe for a program's own functions: all its names begin with the program's."""
    stimulus = probe.stimulus
    changes: dict[str, object] = {}
    if isinstance(stimulus, (Call, Evaluate, Plot, Train)):
        changes["function"] = prefix + stimulus.function
    model = getattr(stimulus, "model", None)
    if isinstance(model, Built):
        changes["model"] = msgspec.structs.replace(model, function=prefix + model.function)
    if isinstance(model, Trained):
        changes["model"] = Trained(probe=prefix + model.probe)
    return msgspec.structs.replace(probe, id=prefix + probe.id, stimulus=msgspec.structs.replace(stimulus, **changes))


def _impatient(limits: Limits) -> Limits:
    return msgspec.structs.replace(limits, probe_cpu_seconds=min(limits.probe_cpu_seconds, PROBE_CPU_SECONDS))


def _judged(template: Job, program: Program, prefix: str, observed: dict[str, Observation]) -> Judged:
    """The program's own answers where it has any, the reference's elsewhere; checks of what it changes are kept."""
    own = {
        probe.id: msgspec.structs.replace(observed[prefix + probe.id], probe=probe.id)
        for probe in touched(template, program)
    }
    answers = {**template.expected, **own}
    questions = [q.name for q in template.assignment.questions if q.name in template.questions and _asks(q, own)]
    judgeable = {
        check.id
        for check in template.assignment.checks(questions)
        if own.keys() & set(check.kind.probes()) and all(probe in answers for probe in check.kind.probes())
    }
    results = judge(template.assignment, questions, answers, template.expected)
    return Judged(program=program, results=tuple(result for result in results if result.check in judgeable))


def _asks(question: Question, own: dict[str, Observation]) -> bool:
    return any(probe in own for check in question.checks for probe in check.kind.probes())
