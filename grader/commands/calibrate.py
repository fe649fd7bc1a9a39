"""`grader calibrate`: how well honest trainings do, and which threshold hardly ever fails one."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import msgspec
from rich.console import Console

from grader import catalog
from grader.calibration import calibration, measure, sampling
from grader.commands.options import isolation_option, jobs_option
from grader.errors import UsageError
from grader.records.calibration import Calibration
from grader.reports.atomic import write_atomically
from grader.reports.calibration_plot import render_plot
from grader.sandbox import live
from grader.sandbox.proof import chosen_level

FIRST_SEED = 20_250_201
HEADINGS = "variant                      n     mean    s.d.   worst  steps  CPU s     T ≤  P(fail)"
WARNED = 1


@click.command(epilog="\b\nExample:\n  grader calibrate mnist_softmax --seeds 5")
@click.argument("assignment")
@click.option("--seeds", type=click.IntRange(2, 1000), default=5, show_default=True, help="Trainings of each variant.")
@click.option("--first-seed", type=click.IntRange(0, 2**31 - 1), default=FIRST_SEED, help="The seed to count from.")
@click.option(
    "--probability",
    type=click.FloatRange(0, 0.1, min_open=True),
    default=1e-4,
    show_default=True,
    help="How often an honest student may miss the threshold in all attempts.",
)
@click.option("--variant", "names", multiple=True, metavar="NAME", help="Only this one; `solution` is the reference.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder.  [default: reference/ASSIGNMENT]"
)
@jobs_option
@isolation_option
def calibrate(
    assignment: str,
    seeds: int,
    first_seed: int,
    probability: float,
    names: tuple[str, ...],
    out: Path | None,
    jobs: int,
    isolation: str,
) -> int:
    """Train the reference and every correct variant of ASSIGNMENT over several seeds, and propose a threshold.

    Writes calibration.json and calibration.svg. Exit 1 when what the assignment declares is outside of the proposal.
    """
    declaration = catalog.load(assignment)
    plan = sampling(declaration, tuple(range(first_seed, first_seed + seeds)), isolation)
    if names:
        unknown = set(names) - {trial.name for trial in plan.trials}
        if unknown:
            known = ", ".join(sorted(trial.name for trial in plan.trials))
            raise UsageError(f"No variant {', '.join(sorted(unknown))} trains. Those that do: {known}.")
        plan = msgspec.structs.replace(plan, trials=tuple(trial for trial in plan.trials if trial.name in names))
    level = str(chosen_level(isolation, declaration.assignment.preload).level)
    plan = msgspec.structs.replace(plan, isolation=level)
    samples = []
    with ThreadPoolExecutor(jobs) as executor, live.leaving_none_behind():
        for sample in measure(declaration, plan, executor):
            samples.append(sample)
            told = sample.problem or f"{sample.accuracy:.4f} after {sample.steps or '?'} steps, {sample.cpu_seconds} s"
            click.echo(f"{len(samples):>4} of {len(plan.trials) * seeds}  {sample.variant:<26} {told}")
    found = calibration(declaration, plan, samples, probability)
    console = Console()
    print_calibration(console, found)
    for path in write(found, out or declaration.folder):
        console.print(f"  {path}", soft_wrap=True, highlight=False)
    return WARNED if found.warnings else 0


def print_calibration(console: Console, found: Calibration) -> None:
    """The table of variants, the proposal, and what is outside of it."""
    click.echo("\n" + HEADINGS)
    for variant in sorted(found.variants, key=lambda each: each.highest_threshold):
        numbers = f"{variant.mean:>8.4f} {variant.deviation:>7.4f} {variant.lowest:>7.4f}"
        ends = f"{variant.steps or '–':>6} {variant.cpu_seconds:>6.1f} {variant.highest_threshold:>7.4f}"
        click.echo(f"{variant.variant:<26} {variant.samples:>3} {numbers} {ends} {variant.fails:>8.0e}")
    proposal = found.proposal
    console.print(
        f"\nThreshold: at most {proposal.threshold:.3f} fails an honest student with probability"
        f" {found.probability:.1g} in {found.attempts} attempts ({proposal.worst_variant} decides; common deviation"
        f" {proposal.deviation:.4f}, {proposal.freedom} degrees of freedom).\n"
        f"Declared: {found.threshold:.3f} in {found.check}; it fails the weakest of these with probability"
        f" {proposal.fails:.1g}.\n"
        f"Limits: training_cpu_seconds={proposal.cpu_seconds:g} (declared {found.training_cpu_seconds:g}),"
        f" memory_bytes={proposal.memory_bytes / 1024**3:.1f} GiB (declared {found.memory_bytes / 1024**3:.1f} GiB).",
        highlight=False,
    )
    for warning in found.warnings:
        console.print(f"Warning: {warning}", style="yellow", highlight=False)


def write(found: Calibration, folder: Path) -> list[Path]:
    """Write the document and its picture; StorageError where the folder cannot be written."""
    document = msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"
    paths = [folder / "calibration.json", folder / "calibration.svg"]
    for path, content in zip(paths, (document, render_plot(found).encode()), strict=True):
        write_atomically(path, content)
    return paths
