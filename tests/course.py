"""Builds the small course that docs/authoring.md describes, and throw-away notebooks for tests."""

import json
import re
from pathlib import Path

AUTHORING = Path(__file__).parents[1] / "docs" / "authoring.md"
BLOCK = re.compile(r"^`(reference/[^`]+)`\n\n```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def build_course(root: Path) -> Path:
    """Write every file that docs/authoring.md shows under `root`."""
    (root / "assignments").mkdir(parents=True)
    blocks = BLOCK.findall(AUTHORING.read_text("utf-8"))
    assert len(blocks) >= 5
    for name, content in blocks:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return root


def notebook_of(*cells: str | tuple[str, list[str]]) -> bytes:
    """A notebook of code cells; a cell may carry tags."""
    listed = [(cell, []) if isinstance(cell, str) else cell for cell in cells]
    return json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            "cells": [
                {
                    "cell_type": "code",
                    "id": f"c{number}",
                    "metadata": {"tags": tags} if tags else {},
                    "execution_count": None,
                    "outputs": [],
                    "source": source,
                }
                for number, (source, tags) in enumerate(listed)
            ],
        }
    ).encode()


CORRECT = """import numpy as np

def standardize(x):
    x = np.asarray(x)
    return (x - x.mean(axis=0)) / x.std(axis=0)
"""
