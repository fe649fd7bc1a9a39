"""What a hostile notebook is: its cells, and what it may get at most."""

from grader.records.base import Record
from grader.records.execution import Status

WRONG = "import numpy as np\ndef standardize(x):\n    return 0\n"  # earns nothing by itself
SAME = "import numpy as np\ndef standardize(x):\n    return np.array(x)\n"  # shape, finiteness and argument are right
SAME_POINTS = 4.0


class Hostile(Record, frozen=True, kw_only=True):
    """One attack. `rows` name the attacks of the catalogue (docs/security.md) it stands for.

    `statuses` are those its Run may end with. `says` is in the error of one of its cells: the attack was really
    tried, and saw what it says. It never says "got ", which every attack does that got something.
    """

    name: str
    rows: tuple[str, ...]
    cells: tuple[str, ...]
    most_points: float = 0.0
    statuses: tuple[Status, ...] = (Status.OK,)
    says: str = ""
    student: str = ""
    files: tuple[tuple[str, bytes], ...] = ()


def telling(*lines: str) -> str:
    """A cell that tries each line, tells what the system answered, and ends with an error that says it all."""
    tried = "\n".join(f"attempt({line!r})" for line in lines)
    return f"""
told = []
def attempt(line):
    try:
        result = eval(line)
    except BaseException as error:
        told.append(type(error).__name__)
    else:
        told.append("got " + repr(result)[:60])
{tried}
raise RuntimeError(" ".join(told))
"""
