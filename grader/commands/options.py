"""Options that several commands share."""

import importlib
from types import ModuleType

import click

from grader.draw import SEEDS
from grader.errors import UsageError
from grader.machine import fitting_jobs
from grader.records.assignment import Assignment


class Jobs(click.ParamType[int]):
    """A positive number, or `auto`."""

    name = "N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of kernels to run side by side."""
        if isinstance(value, int):
            return value
        if value == "auto":
            return fitting_jobs()
        if not str(value).isdecimal() or int(str(value)) < 1:
            self.fail(f"{value!r} is neither a positive number nor `auto`.", param, ctx)
        return int(str(value))


jobs_option = click.option(
    "--jobs", type=Jobs(), default="auto", show_default=True, help="Notebooks to run side by side."
)
seed_option = click.option(
    "--seed", type=click.IntRange(0, SEEDS - 1), help="Seed of all inputs; drawn anew when not given."
)
question_option = click.option(
    "--question", "question_names", multiple=True, metavar="NAME", help="Grade only this question; repeatable."
)

quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors; files tell the rest.")

isolation_option = click.option(
    "--isolation",
    type=click.Choice(["auto", "strong", "standard", "weak", "none"]),
    default="auto",
    show_default=True,
    help="Walls between a notebook and this machine; auto takes the best that is proven here.",
)


class Shard(click.ParamType[tuple[int, int]]):
    """One of several equal parts, as `2/8`."""

    name = "I/N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Which part, from 1, of how many."""
        if isinstance(value, tuple):
            return value
        part, _, parts = str(value).partition("/")
        if not (part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
            self.fail(f"{value!r} is not a part such as 2/8: the second of eight.", param, ctx)
        return int(part), int(parts)


shard_option = click.option(
    "--shard", type=Shard(), help="Grade only one of N parts of the class; put together by `grader merge`."
)
cluster_option = click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="Grade on a Dask cluster: tcp://HOST:PORT, local:N or slurm:FILE; see docs/cluster.md.",
)


def cluster_room() -> ModuleType:
    """The room `grader.cluster`, whose libraries are an extra. Raises UsageError where they are not installed."""
    try:
        return importlib.import_module("grader.cluster")
    except ModuleNotFoundError as error:
        raise UsageError(
            f"--cluster needs the package {error.name}, which is not installed: pip install 'grader[cluster]'."
        ) from None


def chosen_questions(assignment: Assignment, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the wanted questions in the assignment's order, all when none is named.

    Raises UsageError for a name the assignment does not have.
    """
    known = [question.name for question in assignment.questions]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise UsageError(f"{assignment.slug} has no question {', '.join(unknown)}. Its questions: {', '.join(known)}.")
    return tuple(name for name in known if not wanted or name in wanted)
