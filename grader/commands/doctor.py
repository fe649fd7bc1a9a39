"""`grader doctor`: whether this machine is ready to grade, and what to do when it is not."""

import platform
import subprocess
import sys

import click

from grader import catalog, datasets, machine
from grader.environment import current_environment
from grader.errors import UsageError
from grader.sandbox.cgroups import controllers, group_home
from grader.sandbox.isolation import Level
from grader.sandbox.proof import advice, prove

IMPORT_SECONDS = 180
GIB = 1024**3


@click.command(epilog="\b\nExample:\n  grader doctor")
def doctor() -> int:
    """Tell Python, TensorFlow, data, cores, memory and the course; exit 1 when something is missing."""
    checks = [_python(), _tensorflow(), _data(), _cores(), _memory(), _course(), _isolation(), _groups()]
    for good, name, text in checks:
        click.echo(f"{'ok     ' if good else 'MISSING'}  {name:<11} {text}")
    return 0 if all(good for good, _, _ in checks) else 1


def _python() -> tuple[bool, str, str]:
    good = sys.version_info >= (3, 11)
    return good, "Python", f"{platform.python_version()} at {sys.executable}" + ("" if good else "; 3.11 is needed")


def _tensorflow() -> tuple[bool, str, str]:
    """Really import it, in a process of its own, as every kernel does."""
    environment = current_environment()
    versions = f"{environment.tensorflow}, Keras {environment.keras}, NumPy {environment.numpy}"
    try:
        done = subprocess.run(
            [sys.executable, "-c", "import tensorflow, ipykernel"],
            capture_output=True,
            timeout=IMPORT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False, "TensorFlow", f"{versions}: importing it took more than {IMPORT_SECONDS} s"
    if done.returncode == 0:
        return True, "TensorFlow", versions
    last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
    return False, "TensorFlow", f"{versions}: the import fails with: {last[0]}. Run `make setup`."


def _data() -> tuple[bool, str, str]:
    datasets.learn(catalog.course_root() / "reference")
    cached = {name: datasets.is_cached(name) for name in datasets.DATASETS}
    told = (
        f"{name} in {datasets.folder(name)}" if is_here else f"{name} not fetched yet: run `grader data fetch {name}`"
        for name, is_here in cached.items()
    )
    return any(cached.values()), "data", ", ".join(told)


def _cores() -> tuple[bool, str, str]:
    return True, "cores", f"{machine.usable_cores()} ({machine.fitting_jobs()} notebooks side by side)"


def _memory() -> tuple[bool, str, str]:
    free = machine.memory_bytes()
    good = free >= machine.KERNEL_BYTES
    text = f"{free / GIB:.1f} GiB available"
    return good, "memory", text if good else f"{text}; a notebook that trains needs {machine.KERNEL_BYTES / GIB:.0f}"


def _isolation() -> tuple[bool, str, str]:
    """Prove it on the warm parent that grading would use; where the best level fails, say why."""
    proofs = []
    for level in (Level.STRONG, Level.STANDARD):
        proofs.append(prove(level))
        if proofs[-1].holds:
            break
    best, *failed = reversed([proof.sentence for proof in proofs])
    reasons = "".join(f"; {sentence}" for sentence in failed)
    hint = f". {advice(proofs[0])}" if failed else ""
    return proofs[-1].holds, "isolation", best + reasons + hint


def _groups() -> tuple[bool, str, str]:
    """Not missing where there is none: resource limits and the watch over memory stand without it."""
    try:
        bounded = " and ".join(controllers())
    except UsageError as error:
        return False, "cgroup", str(error)
    if bounded:
        return True, "cgroup", f"{bounded} bounded for all processes of a kernel together, in {group_home()}"
    return True, "cgroup", "none delegated: memory is bounded for each process, and watched for all of a kernel"


def _course() -> tuple[bool, str, str]:
    root = catalog.course_root()
    names = catalog.names(root)
    text = f"{', '.join(names)} in {root}" if names else f"no assignment under {root / 'reference'}"
    return bool(names), "course", text
