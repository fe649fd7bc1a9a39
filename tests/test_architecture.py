"""The shape of the house: which room may know which, what stays behind a fence, how files are written.

Everything here is read with `ast`; no module of the grader is imported.
"""

import ast
import functools
import graphlib
import re
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
    {"comparison", "datasets", "environment", "machine", "notebook", "wire"},
    {"checks", "collect", "draw", "release", "reports", "sandbox", "store"},
    {"authoring", "judge", "kernel"},
    {"catalog", "diagnose", "observe"},
    {"pipeline"},
    {"fanout"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}

# Sent as text into a student's kernel: it imports nothing of ours, and nothing of ours imports it.
AGENT = "agent"

# Library: the rooms that may import it.
FENCES = {
    "nbclient": {"kernel"},
    "jupyter_client": {"kernel", "sandbox"},
    "sqlite3": {"store"},
    "tensorflow": {AGENT},
    "keras": {AGENT},
    "jinja2": {"reports", "commands", "cli", "datasets"},
    "rich": {"reports", "commands", "cli", "datasets"},
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


def test_every_room_of_the_house_stands_in_the_table():
    rooms = {room_of(module) for module in MODULES} - {"", AGENT}
    assert rooms - LEVEL.keys() == set(), "put new rooms into LAYERS of this test"


def test_no_room_stands_in_the_table_twice():
    assert sum(map(len, LAYERS)) == len(LEVEL)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_rooms_of_lower_layers(module):
    room = room_of(module)
    own_level = LEVEL.get(room, -1)  # grader itself and the agent are below everything
    for name in imported_by(module):
        target = room_of(ours(name) or "grader")
        if target and target != room:
            assert LEVEL.get(target, len(LAYERS)) < own_level, f"{module} imports {name}, a room not below {room}"


def test_imports_are_absolute():
    relative = {(module, name) for module in MODULES for name in imported_by(module) if name.startswith(".")}
    assert relative == set()


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
    assert outside == set()


def test_nothing_imports_the_agent():
    assert {m for m in MODULES for name in imported_by(m) if room_of(ours(name) or "") == AGENT} == set()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_opens_with_what_its_room_is_for(module):
    assert (ast.get_docstring(parse(MODULES[module])) or "").strip()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_not_longer_than_the_wall(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_or_folder_has_a_name_that_says_nothing(path):
    words = {
        word.removesuffix("s") for part in path.relative_to(ROOT).with_suffix("").parts for word in part.split("_")
    }
    assert words & FORBIDDEN_WORDS == set()


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
    """Files git knows or would add; all files but the hidden ones where this is no checkout."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    names = listing.stdout.split("\0") if listing.returncode == 0 else []
    paths = [ROOT / name for name in names if name] or [*ROOT.glob("*.*"), *ROOT.glob("[!.]*/**/*")]
    return [path for path in paths if path.is_file()]


def test_no_committed_file_names_the_host_of_a_package_registry():
    hosts = re.compile(rb"\b(?:" + b"|".join(re.escape(".".join(host).encode()) for host in REGISTRIES) + rb")\b", re.I)
    paths = committed_files()
    assert Path(__file__) in paths
    found = {str(path.relative_to(ROOT)) for path in paths if hosts.search(path.read_bytes())}
    assert found == set()


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
