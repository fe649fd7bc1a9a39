"""Writes a new assignment that validates as it is: one small question to be replaced, piece by piece."""

from collections.abc import Mapping
from pathlib import Path

from grader.errors import StorageError, UsageError
from grader.release import release

SOLUTION = '''# %% [markdown]
# # {title}
#
# Say what this is about, and how to check it: `grader check {slug}.ipynb`.

# %%
import numpy as np

# %% [markdown]
# ## 1. Means (10 points)


# %%
def row_means(table):
    """Mean of every row.

    Args:
        table: float array of shape (rows, columns).

    Returns:
        Float array of shape (rows,). The argument stays as it was.
    """
    # BEGIN SOLUTION
    return np.mean(table, axis=1)
    # END SOLUTION


# %% tags=["demo"]
# Try it.
print(row_means(np.array([[1.0, 3.0], [2.0, 2.0]])))
'''

ASSIGNMENT = '''"""Declares `{slug}`."""

from grader.authoring import Assignment, Check, Question, Unchanged, Value, call


def table(draw):
    """More rows than columns: tells the axes apart. Drawn anew for every grading."""
    return call("row_means", draw.random.normal(size=(5, 3)))


def wide(draw):
    """More columns than rows."""
    return call("row_means", draw.random.normal(loc=4.0, size=(2, 7)))


PROBES = {{"row_means.table": table, "row_means.wide": wide}}

ASSIGNMENT = Assignment(
    slug="{slug}",
    title="{title}",
    notebook="{slug}.ipynb",
    preload=("numpy",),  # leave it out where the notebook uses TensorFlow
    questions=(
        Question(
            name="row_means",
            title="Means",
            points=10,
            functions=("row_means",),
            checks=(
                Check(
                    id="row_means.values",
                    title="One mean for each row",
                    points=9,
                    kind=Value(probe="row_means.table", also=("row_means.wide",)),
                    hint="Which axis holds the numbers of one row?",
                ),
                Check(
                    id="row_means.unchanged",
                    title="The argument stays as it was",
                    points=1,
                    kind=Unchanged(probe="row_means.table"),
                    requires=("row_means.values",),
                    hint="Run your function twice on the same array. Is it still the same?",
                ),
            ),
        ),
    ),
)
'''

LOOPS = '''"""Plain Python loops, returning a list."""


def row_means(table):
    return [sum(row) / len(row) for row in table.tolist()]
'''

BY_COLUMN = '''"""The mean of every column."""

import numpy as np

CATALOGUE = ""
FAILS = ("row_means.values", "row_means.unchanged")
HINT = "Which axis holds the numbers of one row?"


def row_means(table):
    return np.mean(table, axis=0)
'''

IN_PLACE = '''"""The caller's array is changed."""

import numpy as np

CATALOGUE = ""
FAILS = ("row_means.unchanged",)
HINT = "Does your function leave its argument alone?"


def row_means(table):
    table /= table.shape[1]
    return np.sum(table, axis=1)
'''

README = """# {title}

1. Open `{slug}.ipynb` in Jupyter and replace each line `raise NotImplementedError(...)` with your own code.
2. Check your work as often as you like, in a terminal beside the notebook: `grader check {slug}.ipynb`.
3. Save the notebook and hand it in.
"""

TEMPLATES: Mapping[str, str] = {
    "reference/{slug}/solution.py": SOLUTION,
    "reference/{slug}/assignment.py": ASSIGNMENT,
    "reference/{slug}/variants/loops.py": LOOPS,
    "reference/{slug}/mistakes/by_column.py": BY_COLUMN,
    "reference/{slug}/mistakes/in_place.py": IN_PLACE,
    "assignments/{slug}/README.md": README,
}


def start(slug: str, root: Path) -> list[Path]:
    """Write the files of a new assignment into a course; all of them, or UsageError where one is there already."""
    if not slug.isidentifier():
        raise UsageError(f"`{slug}` cannot name an assignment: letters, digits and underscores were expected.")
    for folder in (root / "reference" / slug, root / "assignments" / slug):
        if folder.exists():
            raise UsageError(f"{folder} is there already; choose another name.")
    title = slug.replace("_", " ").capitalize()
    files = {root / name.format(slug=slug): text for name, text in TEMPLATES.items()}
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            exemplar = path.parent.name in ("variants", "mistakes")
            path.write_text(text if exemplar else text.format(slug=slug, title=title), "utf-8")
        notebook = root / "assignments" / slug / f"{slug}.ipynb"
        notebook.write_bytes(release(SOLUTION.format(slug=slug, title=title), slug))
    except OSError as error:
        raise StorageError(f"{error.filename} cannot be written: {error.strerror}.") from error
    return [*files, notebook]
