"""Judges many programs in one kernel: each lives in a namespace of its own, and its functions answer under new names.

A program is judged by the checks and by nothing else: the probes of every question it touches are sent to it, and
what comes back is held against the reference as a student's answers are.
"""

import asyncio
import math
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed

import msgspec

from grader import notebook as notebooks
from grader.chorus import sing
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

MOST_SINGING = 150  # programs in one kernel that are asked together
MOST_PER_KERNEL = 40  # that are asked one by one; each brings its source along, and a notebook's code is bounded
PROBE_CPU_SECONDS = 5.0  # a mutant may loop for ever, and then has shown enough
CELL = """\
import linecache as _linecache

_base = dict(globals())
for _prefix, _source in {sources!r}.items():
    _file, _space = f"<{{_prefix}}>", dict(_base)
    _linecache.cache[_file] = (len(_source), None, _source.splitlines(True), _file)
    try:
        exec(compile(_source, _file, "exec"), _space)
    except Exception:
        continue  # its functions are missing, and so it answers nothing
    globals().update({{f"{{_prefix}}{{_name}}": _space[_name] for _name in {names!r} if _name in _space}})
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
    singing = [program for program in wanted if can_sing(template, program)]
    alone = [program for program in wanted if not can_sing(template, program)]
    batches = [*_batches(alone, MOST_PER_KERNEL, width), *_batches(singing, MOST_SINGING, width)]
    for done in as_completed([executor.submit(judge_batch, template, batch) for batch in batches]):
        yield from done.result()


def _batches(programs: Sequence[Program], most: int, width: int) -> Iterator[tuple[Program, ...]]:
    size = max(1, min(most, math.ceil(len(programs) / max(1, width))))
    return (tuple(programs[begin : begin + size]) for begin in range(0, len(programs), size))


def can_sing(template: Job, program: Program) -> bool:
    """Whether all that is asked of a program are calls of functions, which many can be asked for together."""
    return all(isinstance(probe.stimulus, Call) for probe in touched(template, program))


def judge_batch(template: Job, programs: tuple[Program, ...]) -> list[Judged]:
    """One kernel for a few programs, asked together where that is possible. Raises KernelError when none can be had."""
    answers = _sung(template, programs) if all(can_sing(template, program) for program in programs) else None
    if answers is None:  # one of them broke the kernel, or cannot be asked together with others
        answers = [found for batch in _batches(programs, MOST_PER_KERNEL, 1) for found in _observed(template, batch)]
    return [_judged(template, program, own) for program, own in zip(programs, answers, strict=True)]


def _sung(template: Job, programs: Sequence[Program]) -> list[dict[str, Observation]] | None:
    """What each program answers to its probes, all of them asked by one message a probe; None where that fails."""
    named = dict(_named(programs))
    own = {prefix: {probe.id: function_of(probe) for probe in touched(template, p)} for prefix, p in named.items()}
    asked = [
        (probe, tuple(f"{prefix}{functions[probe.id]}" for prefix, functions in own.items() if probe.id in functions))
        for probe in template.probes
    ]
    notebook, limits = _notebook(template, [named]), _impatient(template.assignment.limits)
    assignment = msgspec.structs.replace(template.assignment, limits=limits)
    sung = asyncio.run(sing(notebook, template.submission, assignment, asked, template.environment.isolation))
    if sung is None:
        return None
    return [
        {probe: sung[f"{prefix}{function}"][probe] for probe, function in functions.items()}
        for prefix, functions in own.items()
    ]


def _observed(template: Job, programs: Sequence[Program]) -> list[dict[str, Observation]]:
    """The same, a cell and messages of its own for each: where a program breaks the kernel, that is replaced."""
    named = dict(_named(programs))
    probes = [renamed(probe, prefix) for prefix, p in named.items() for probe in touched(template, p)]
    assignment = msgspec.structs.replace(template.assignment, limits=_impatient(template.assignment.limits))
    cells = [{prefix: program} for prefix, program in named.items()]
    notebook, isolation = _notebook(template, cells), template.environment.isolation
    found = asyncio.run(observe(notebook, template.submission, assignment, probes, isolation)).observations
    return [
        {
            probe.id: msgspec.structs.replace(found[prefix + probe.id], probe=probe.id)
            for probe in touched(template, program)
        }
        for prefix, program in named.items()
    ]


def _named(programs: Sequence[Program]) -> Iterator[tuple[str, Program]]:
    """Every program with what the names of its functions begin with."""
    return ((f"program_{number:03d}_", program) for number, program in enumerate(programs))


def _notebook(template: Job, groups: Sequence[Mapping[str, Program]]) -> Notebook:
    """The solution and a cell for every group of programs, in which these are executed."""
    read, names = notebooks.read(template.submission.notebook), probed_functions(template.probes)
    last = max((cell.index for cell in read.cells), default=0)
    texts = ({prefix: program.source for prefix, program in group.items()} for group in groups)
    codes = enumerate((CELL.format(sources=sources, names=names) for sources in texts), start=last + 1)
    return Notebook(cells=(*read.cells, *(Cell(index=number, source=code) for number, code in codes)))


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


def _judged(template: Job, program: Program, own: dict[str, Observation]) -> Judged:
    """The program's own answers where it has any, the reference's elsewhere; checks of what it changes are kept."""
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
