"""The cell that puts the agent into a kernel, and the code that is sent beside it.

A kernel hashes the text of a cell, and splits it into tokens, in Python: with the agent's code in its text the cell
would take a quarter of a second, beside it a few milliseconds.
"""

import marshal
from functools import cache
from importlib import resources

from grader.records.base import Record

AGENT_TEXTS = (
    "wire",
    "export",
    "fitting",
    "serving",
    "examine",
    "plotting",
    "evaluating",
    "agent",
)  # put into a kernel; nothing of ours imports them


class DataServer(Record, frozen=True, kw_only=True):
    """A Keras data set name and the local archive its `load_data` is to read, class c called `relabel[c]`."""

    name: str
    archive: str
    relabel: tuple[int, ...] | None = None


@cache
def agent_code() -> bytes:
    """The texts of the agent by name, compiled once here for every kernel, which runs on this same interpreter."""
    texts = {name: resources.files("grader").joinpath(f"{name}.py").read_text("utf-8") for name in AGENT_TEXTS}
    return marshal.dumps({name: compile(text, f"<grader {name}>", "exec") for name, text in texts.items()})


def bootstrap(data: DataServer | None) -> str:
    """A cell that makes the agent of the code sent beside it, and leaves no name behind in the kernel's namespace."""
    serve = f"modules['serving'].serve_data({data.name!r}, {data.archive!r}, {data.relabel!r})" if data else "pass"
    return f"""
def _start():
    import marshal, types
    modules = {{}}
    for name, code in marshal.loads(get_ipython().kernel.get_parent('shell')['buffers'][0]).items():
        modules[name] = types.ModuleType('grader_' + name)
        exec(code, modules[name].__dict__)
    modules['agent'].die_with_parent()
    modules['plotting'].install(modules['agent'])
    modules['evaluating'].install(modules['agent'])
    {serve}
    modules['agent'].install(get_ipython(), modules['wire'], modules['export'], modules['fitting'], modules['examine'])
_start()
del _start
"""
