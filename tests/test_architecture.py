"""The shape of the house: which room may know which, what stays behind a fence, how files are written.

Everything here is read with `ast`; no module of the grader is imported.
"""

import ast
import functools
import graphlib
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "grader"

# The lowest first. A room may import rooms of lower layers only; rooms of one layer do not know each other.
# A new file or folder of grader/ is put in here first; rooms that do not exist yet are allowed.
LAYERS = (
    {"errors"},
    {"records"},
    {
        "advice",
        "answers",
        "changes",
        "comparison",
        "datasets",
        "environment",
        "leaks",
        "machine",
        "policy",
        "quantiles",
        "schedule",
        "shelf",
        "similarity",
        "sources",
        "starter",
        "stock",
        "syntax",
        "testimony",
        "wire",
    },
    {"bootstrap", "checks", "draw", "exemplars", "magics", "release", "reports", "sandbox", "store"},
    {"attempts", "kernel", "notebook", "review", "surroundings"},
    {"authoring", "editions", "judge", "payload", "portrait"},
    {"catalog", "cleanroom", "collect", "definitions", "fingerprint", "imports"},
    {"handout", "intake", "observe", "pack"},
    {"chorus"},
    {"carry", "diagnose"},
    {"ledger", "pipeline", "reuse"},
    {"cluster", "fanout", "replay"},
    {"serve", "validation"},
    {"calibration", "strength"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}

# Sent as text into a student's kernel: these import nothing of ours, and nothing of ours imports them.
AGENT = frozenset({"agent", "evaluating", "examine", "export", "fitting", "plotting", "serving"})

# Library: the rooms that may import it.
FENCES = {
    "nbclient": {"kernel"},
    "jupyter_client": {"kernel", "sandbox"},
    "sqlite3": {"store"},
    "tensorflow": AGENT,
    "keras": AGENT,
    "jinja2": {"reports", "commands", "cli", "datasets"},
    "rich": {"reports", "commands", "cli", "datasets"},
    "distributed": {"cluster"},
    "dask": {"cluster"},
    "yaml": {"cluster", "sources"},
    "tornado": {"serve"},
    "pickle": {"datasets"},  # one data set comes as a pickle; what a student sent is never unpickled
}

FORBIDDEN_WORDS = {"task", "actual", "manager", "helper", "util", "misc", "common", "executor"}
MOST_LINES = 500

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
SOURCES = sorted(path for folder in ("grader", "tests") for path in (ROOT / folder).rglob("*.py"))


def room_of(module: str) -> str:
    """The file or folder directly under grader/ that a module is or lies in; "" for grader itself."""
    return module.partition(".")[2].partition(".")[0]


def imports_of(tree: ast.Module) -> Iterator[str]:
    """Dotted names a module imports, also by `import_module` and `__import__` with a literal name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            yield from (f"{origin}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__"):
            yield from (a.value for a in node.args[:1] if isinstance(a, ast.Constant))


def called(call: ast.Call) -> str:
    """Last name of what is called: `import_module` for `importlib.import_module(…)`."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@functools.cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@functools.cache
def imported_by(module: str) -> frozenset[str]:
    return frozenset(imports_of(parse(MODULES[module])))


def ours(name: str) -> str | None:
    """The module of the grader that an imported name is or lies in."""
    if name.partition(".")[0] != "grader":
        return None
    while name not in MODULES:
        name = name.rpartition(".")[0]
    return name


def listed(offences: set[str]) -> str:
    """One line each: pytest would cut a long set short."""
    return "\n" + "\n".join(sorted(offences))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_room_of_the_house_stands_in_the_table():
    rooms = {room_of(module) for module in MODULES} - {"", *AGENT}
    unknown = rooms - LEVEL.keys()
    assert not unknown, f"put new rooms into LAYERS of this test: {listed(unknown)}"


def test_no_room_stands_in_the_table_twice():
    assert sum(map(len, LAYERS)) == len(LEVEL)


def test_a_module_imports_only_rooms_of_lower_layers():
    upward = {
        f"{module} imports {name}"
        for module in MODULES
        for name in imported_by(module)
        if not is_below(room_of(ours(name) or "grader"), room_of(module))
    }
    assert not upward, listed(upward)


def is_below(target: str, room: str) -> bool:
    """Whether a module of `room` may import one of `target`; grader itself and the agent are below everything."""
    return target in ("", room) or LEVEL.get(target, len(LAYERS)) < LEVEL.get(room, -1)


def test_imports_are_absolute():
    relative = {
        f"{module} imports {name}" for module in MODULES for name in imported_by(module) if name.startswith(".")
    }
    assert not relative, listed(relative)


def test_no_modules_import_each_other_in_a_circle():
    graph = {module: {target for target in map(ours, imported_by(module)) if target} - {module} for module in MODULES}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


@pytest.mark.parametrize("library", FENCES)
def test_a_library_is_imported_only_inside_its_fence(library):
    outside = {
        module
        for module in MODULES
        if room_of(module) not in FENCES[library]
        for name in imported_by(module)
        if name == library or name.startswith(f"{library}.")
    }
    assert not outside, listed(outside)


def test_nothing_imports_the_agent():
    users = {module for module in MODULES for name in imported_by(module) if room_of(ours(name) or "") in AGENT}
    assert not users, listed(users)


def test_a_module_opens_with_what_its_room_is_for():
    silent = {module for module in MODULES if not (ast.get_docstring(parse(MODULES[module])) or "").strip()}
    assert not silent, listed(silent)


def test_no_file_is_longer_than_the_wall():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    long = {f"{named(path)}: {length} lines" for path, length in lengths.items() if length > MOST_LINES}
    assert not long, listed(long)


def test_no_file_or_folder_has_a_name_that_says_nothing():
    vague = {named(path) for path in SOURCES if words_of(path) & FORBIDDEN_WORDS}
    assert not vague, listed(vague)


def words_of(path: Path) -> set[str]:
    """The words of a path inside the project, in the singular."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return {word.removesuffix("s") for part in parts for word in part.split("_")}


# In pieces, so that this file has none of them either.
REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("anaconda", "org"),
    ("anaconda", "com"),
    ("golang", "org"),
    ("crates", "io"),
    ("rubygems", "org"),
    ("docker", "io"),
    ("ghcr", "io"),
)


def committed_files() -> list[Path]:
    """Files that git knows or would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("only a git checkout knows which files are committed")
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_committed_file_names_the_host_of_a_package_registry():
    needles = b"|".join(re.escape(".".join(host).encode()) for host in REGISTRIES)
    hosts = re.compile(rb"\b(?:" + needles + rb")\b", re.IGNORECASE)
    paths = committed_files()
    assert Path(__file__) in paths
    addressed = {named(path) for path in paths if hosts.search(path.read_bytes())}
    assert not addressed, listed(addressed)


def test_every_pinned_package_has_a_version_and_the_sums_of_its_files():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    entry = r"[a-z0-9-]+==[^\s\\]+(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    assert re.fullmatch(rf"(?:#.*\n)*(?:{entry})+", text), "write it with .ci/pin"


def test_everything_the_project_asks_for_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["project"]["optional-dependencies"].values()
    wanted = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *(r for g in groups for r in g),
    ]
    names = {re.match(r"[\w.-]+", requirement).group().lower() for requirement in wanted}
    pinned = set(re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / "constraints.txt").read_text(encoding="utf-8")))
    assert names - pinned == set(), "pin them with .ci/pin"
