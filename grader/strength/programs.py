"""Makes programs from the reference: its mutants, and the trivial answers that nobody should be given points for."""

import ast
import builtins
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from grader import notebook as notebooks
from grader.catalog import Declaration
from grader.definitions import definitions, names_in, parts
from grader.records.base import Record
from grader.records.probe import Built, Call, Evaluate, Plot, Probe, Train, Trained
from grader.strength.operators import edits
from grader.syntax import parse

ZEROS = """\
import numpy as _np

_reference = {name}


def {name}(*arguments, **options):
    answer = _reference(*arguments, **options)
    zeros = [_np.zeros_like(_np.asarray(part)) for part in (answer if isinstance(answer, tuple) else [answer])]
    return tuple(zeros) if isinstance(answer, tuple) else zeros[0]
"""
EXAMPLE = "_example = {call}\n\n\ndef {name}(*arguments, **options):\n    return _example\n"
CONSTANT = "def {name}(*arguments, **options):\n    return {value}\n"
MOST_ARGUMENTS = 3

Definitions = Mapping[str, ast.FunctionDef | ast.ClassDef]


class Program(Record, frozen=True, kw_only=True):
    """Code that takes the place of some functions of the reference.

    `name` tells what it is (`softmax: axis=-1 -> axis=0`), `functions` what behaves differently with it: the changed
    function and whatever calls it.
    """

    kind: str  # mutant, trivial
    name: str
    source: str
    functions: tuple[str, ...]


def mutants(declaration: Declaration, probes: Iterable[Probe]) -> tuple[Program, ...]:
    """Every mutant of the definitions that the probed functions consist of."""
    found = defined(declaration)
    bound = definitions(notebooks.read(declaration.solution))
    uses = {name: {part.name for part in parts(name, bound)} for name in found}
    probed = {function: is_trained(function, probes) for function in probed_functions(probes)}
    reached = {name for function in probed for name in uses.get(function, ())}
    programs = []
    for name in (name for name in found if name in reached):
        callers = tuple(caller for caller in found if name in uses[caller])
        around = [ast.unparse(found[caller]) for caller in callers if caller != name]
        for words, changed in edits(found[name], structural=bool(probed.get(name))):
            source = "\n\n".join([ast.unparse(changed), *around]) + "\n"
            programs.append(Program(kind="mutant", name=f"{name}: {words}", source=source, functions=callers))
    return tuple(_numbered(programs))


def trivial(declaration: Declaration, probes: Iterable[Probe]) -> tuple[Program, ...]:
    """Answers without work for every probed function: None, each argument, zeros, the visible example's output."""
    found = defined(declaration)
    examples = _examples(declaration, set(found))
    programs = []
    for name in probed_functions(probes):
        called = any(isinstance(p.stimulus, Call) and p.stimulus.function == name for p in probes)
        sources = {"None": CONSTANT.format(name=name, value="None")}
        for number in range(min(_parameters(found.get(name)), MOST_ARGUMENTS)):
            sources[f"argument {number + 1}"] = CONSTANT.format(name=name, value=f"arguments[{number}]")
        if called:
            sources["zeros"] = ZEROS.format(name=name)
            sources |= {
                f"the output of {call}": EXAMPLE.format(call=call, name=name) for call in examples.get(name, ())
            }
        programs += [
            Program(kind="trivial", name=f"{name}: {what}", source=source, functions=(name,))
            for what, source in sources.items()
        ]
    return tuple(programs)


def probed_functions(probes: Iterable[Probe]) -> tuple[str, ...]:
    """Names of the notebook's functions that the probes exercise, each once, in order."""
    return tuple(dict.fromkeys(name for probe in probes if (name := function_of(probe)) is not None))


def function_of(probe: Probe) -> str | None:
    """The function a probe exercises itself; None for a model that is stock or was trained by another probe."""
    stimulus = probe.stimulus
    if isinstance(stimulus, (Call, Evaluate, Plot, Train)):
        return stimulus.function
    return stimulus.model.function if isinstance(stimulus.model, Built) else None


def is_trained(function: str, probes: Iterable[Probe]) -> bool:
    """Whether the function is one that trains, so that its numbers are a free choice."""
    return any(isinstance(probe.stimulus, Train) and probe.stimulus.function == function for probe in probes)


def trained_by(probe: Probe) -> str | None:
    """The `Train` probe whose model this one looks at."""
    model = getattr(probe.stimulus, "model", None)
    return model.probe if isinstance(model, Trained) else None


def defined(declaration: Declaration) -> Definitions:
    """Functions and classes of the solution's cells, the last of each name."""
    found = {}
    for name, definition in definitions(notebooks.read(declaration.solution)).items():
        parsed = parse(definition.source)
        node = parsed[0].body[0] if parsed is not None and parsed[0].body else None
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found[name] = node
    return found


def _parameters(node: ast.FunctionDef | ast.ClassDef | None) -> int:
    return len(node.args.posonlyargs + node.args.args) if isinstance(node, ast.FunctionDef) else 0


def _trees(declaration: Declaration, demo: bool) -> Iterator[ast.Module]:
    for cell in notebooks.read(declaration.solution).cells:
        parsed = parse(cell.source) if notebooks.is_demo(cell) == demo else None
        if parsed is not None:
            yield parsed[0]


def _examples(declaration: Declaration, functions: set[str]) -> dict[str, list[str]]:
    """Calls of the functions in `demo` cells that need nothing another `demo` cell defined."""
    known = set(dir(builtins)) | functions
    for tree in _trees(declaration, demo=False):
        for node in ast.walk(tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                known |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    found: dict[str, list[str]] = {}
    for tree in _trees(declaration, demo=True):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
                calls = found.setdefault(node.func.id, [])
                if names_in(ast.unparse(node)) <= known and ast.unparse(node) not in calls:
                    calls.append(ast.unparse(node))
    return found


def _numbered(programs: list[Program]) -> Iterator[Program]:
    """The same programs under names that occur once: the second of a name gets `#2`."""
    seen: Counter[str] = Counter()
    for program in programs:
        seen[program.name] += 1
        again = f" #{seen[program.name]}" if seen[program.name] > 1 else ""
        yield Program(kind=program.kind, name=program.name + again, source=program.source, functions=program.functions)
