"""Notebooks whose texts want to act where they are shown: pages, spreadsheets, terminals, logs of workflows."""

from hostile import WRONG, Hostile

from grader.records.execution import Status

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a>"
TERMINAL = "\x1b[2J\x1b]0;title\x07\x1b]8;;http://example.org\x07\x9b31m\x08\x08\r"
FORMULA = '=HYPERLINK("http:example.org","10")'
COMMAND = "::add-mask::x"
MARKDOWN = "```\n# Heading\n![image](http://example.org/a.png) @everyone [link](http://example.org)"
DIRECTION = "\u202e\u2066\u2069\u200f\ufeff\u2028\u2029"
ALL = f"{SCRIPT}\n{COMMAND}\n::stop-commands::x\n##[error]x\n{MARKDOWN}\n{FORMULA}{TERMINAL}{DIRECTION}{{{{ 7 * 7 }}}}"

OUTPUTS = f"""
from IPython.display import HTML, SVG, Javascript, Markdown, display
display(HTML({SCRIPT!r}), Javascript("alert(1)"), Markdown({MARKDOWN!r}))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"))
display({{"application/vnd.jupyter.widget-view+json": {{"model_id": "x"}}, "text/html": {SCRIPT!r}}}, raw=True)
print({ALL!r})
"""
MESSAGE = f"""
def standardize(x):
    raise type({("Error" + SCRIPT)!r}, (Exception,), {{}})({ALL!r})
"""
TYPE = f"""
def standardize(x):
    return type({ALL!r}, (), {{}})()
"""
COMMENT = f"""
def standardize(x):
    {ALL!r}
    # </pre></code></script><!-- --> ]]> {SCRIPT}
    return np.nan * np.zeros(np.shape(x))
"""
ARITY = f"""
import inspect
def standardize(x, y, *, z): return x
class Shown(inspect.Signature):
    def __str__(self): return {ALL!r}
standardize.__signature__ = Shown(inspect.signature(standardize).parameters.values())
"""


def named(name: str, student: str) -> Hostile:
    """A wrong notebook handed in under a hostile name."""
    return Hostile(name=name, rows=("G1", "I4", "I5"), cells=(WRONG,), student=student)


REPORTING = (
    Hostile(name="active-outputs", rows=("I2", "K3"), cells=(WRONG, OUTPUTS)),
    Hostile(name="active-message", rows=("I5", "I6"), cells=(MESSAGE,)),
    Hostile(
        name="active-error",
        rows=("I5", "K3"),
        cells=(WRONG, f"raise RuntimeError({ALL!r})", f"raise type({ALL!r}, (Exception,), {{}})({COMMAND!r})"),
        statuses=(Status.RAISED,),
    ),
    Hostile(name="active-type", rows=("I4",), cells=(TYPE,)),
    Hostile(name="active-code", rows=("I2",), cells=("import numpy as np" + COMMENT,), most_points=3.0),
    Hostile(name="active-signature", rows=("I5",), cells=(ARITY,)),
    Hostile(
        name="active-magic",
        rows=("I2", "K3"),
        cells=(
            WRONG,
            f"%%html\n{SCRIPT}",
            "%%javascript\nalert(1)",
            f"!echo '{COMMAND}'",
            "%%svg\n<svg onload='alert(1)'/>",
        ),
    ),
    named("name-of-a-script", "<script>alert(1)<img src=x onerror=alert(1)>"),
    named("name-of-a-formula", FORMULA),
    named("name-of-a-formula-after-space", "\t =1+1"),
    named("name-of-a-command", "::error::owned"),
    named("name-of-an-old-command", "x ##[error]owned"),
    named("name-of-a-path", "a\\..\\..\\..\\grader-was-here"),
    named("name-of-an-option", "--help"),
    named("name-of-a-terminal", "\x1b[2J\x1b]0;title\x07\x9b31m\x08\rname"),
    named("name-of-a-direction", DIRECTION + "eman"),
    named("name-of-lines", 'one\ntwo,three\r\n"four"'),
    named("name-of-markdown", "| a |\n|---|\n```\n# b @everyone ![c](d)"),
    named("name-of-a-template", "{{ 7 * 7 }}{% for x in y %}${{ github.token }}"),
    named("name-of-a-device", "CON"),
    named("name-of-nothing", " "),
    named("name-that-is-long", "x" * 240),
    named("name-that-is-no-text", "half \udcff pair"),
)
