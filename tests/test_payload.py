"""The scan for payloads: honest notebooks carry none; weights, tables and images are found wherever they are put."""

import base64
import json
from pathlib import Path

import numpy as np
import pytest
from course import notebook_of

from grader import catalog
from grader import notebook as notebooks
from grader.exemplars import variants
from grader.payload import payload_flags
from grader.records.submission import Submission
from grader.release import combine

ROOT = Path(__file__).parents[1]
PLAIN = "import numpy as np\n\ndef softmax(x):\n    e = np.exp(x - x.max())\n    return e / e.sum()\n"
BYTES = np.random.default_rng(3).bytes(6400)  # a 784-16-10 network in four bits has as many
DECLARATION = catalog.load("mnist_softmax", ROOT)
HANDED_IN = {"solution": DECLARATION.solution} | {
    variant.id: combine(DECLARATION.solution, variant.source) for variant in variants(DECLARATION.folder)
}


def found(notebook, files=()):
    flags = payload_flags(notebooks.read(notebook), Submission(student="s", notebook=notebook, files=files))
    return [part["what"] for flag in flags for part in flag.evidence["found"]]


@pytest.mark.parametrize("name", HANDED_IN)
def test_a_known_good_notebook_carries_nothing(name):
    assert found(HANDED_IN[name]) == []


PROSE = " ".join(
    f"In step {n} we look at sample number {n * 7} and write down what the loss function tells us about it."
    for n in range(120)
)
HARMLESS = {
    "prose": f'"""{PROSE}"""\nx = 1',
    "comments": "\n".join(f"# {PROSE[i : i + 100]}" for i in range(0, len(PROSE), 100)),
    "addresses": "\n".join(f'url_{n} = "https://example.org/{"a" * 90}/{n}"' for n in range(40)),
    "a table": f"angles = {list(range(300))}",
    "long code": "\n".join(f"def step_{n}(x):\n    return np.tanh(x * {n} + step_{n - 1}(x))" for n in range(1, 300)),
    "a chain": "model = " + "".join(f".add(layer_{n}(units={n},activation='relu'))" for n in range(30)),
    "umlauts": "größe = 3  # für die Übung: ähnlich wie früher, naïve façade, 多層パーセプトロン",
}


@pytest.mark.parametrize("source", HARMLESS.values(), ids=list(HARMLESS))
def test_what_people_write_is_no_payload(source):
    assert found(notebook_of(source)) == []


DIGITS = base64.b85encode(BYTES).decode()
HIDDEN = {
    "base 85": f"w = {DIGITS!r}",
    "base 64": f"w = {base64.b64encode(BYTES).decode()!r}",
    "hexadecimal": f"w = bytes.fromhex({BYTES.hex()!r})",
    "bytes": f"w = {BYTES!r}",
    "numbers": f"w = {json.dumps([round(b / 255, 3) for b in BYTES])}",
    "integers": f"w = {list(BYTES)}",
    "a comment": f"# {DIGITS}\nx = 1",
    "many lines": "\n".join(f"w{i} = {DIGITS[i : i + 100]!r}" for i in range(0, len(DIGITS), 100)),
    "words": "w = '" + " ".join(DIGITS[i : i + 8].replace("'", "~") for i in range(0, len(DIGITS), 8)) + "'",
    "invisible": "w = '" + "".join("\u200b\u200c"[bit] for b in BYTES[:200] for bit in map(int, f"{b:08b}")) + "'",
    "a cell that is no Python": f"%%script\n{DIGITS}",
}


@pytest.mark.parametrize("source", HIDDEN.values(), ids=list(HIDDEN))
def test_a_small_network_is_found_however_it_is_written(source):
    assert found(notebook_of(source, PLAIN)) != []


def test_it_is_found_when_it_is_spread_over_the_cells():
    cells = [f"w{n} = {DIGITS[n * 500 : n * 500 + 500]!r}" for n in range(16)]
    assert found(notebook_of(*cells)) != []


def test_a_file_that_the_code_reads_is_named_and_one_that_it_does_not_is_left_alone():
    reading, other = notebook_of("import numpy as np\nw = np.load('kept.npy')"), notebook_of("import numpy as np")
    assert found(reading, (("kept.npy", BYTES),)) == ["bytes that the code can read"]
    assert found(other, (("photo.png", BYTES),)) == []
    assert found(notebook_of("import glob\nw = glob.glob('*')"), (("photo.png", BYTES),)) != []


def test_a_module_beside_the_notebook_is_read_as_code():
    assert found(notebook_of("import mine"), (("mine.py", HIDDEN["base 64"].encode()),)) != []
    assert found(notebook_of("import mine"), (("mine.py", PLAIN.encode()),)) == []


def test_a_small_file_is_no_payload():
    assert found(notebook_of("open('settings.json')"), (("settings.json", b'{"units": 512}' * 100),)) == []
