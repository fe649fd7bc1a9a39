"""Evaluates an expression over a notebook's names; sent into the kernel as text beside the agent.

It gets the expression and what its arguments are made of, never the value that is expected.
"""

import json
from typing import Any

import numpy as np

MOST_CHARACTERS = 10_000
DEEPEST = 20
AGENT: Any = None


def install(agent: Any) -> None:
    """Teach the agent's class to answer `evaluate`; `agent` is its module."""
    globals()["AGENT"] = agent
    agent.Agent.evaluate = evaluate


def evaluate(agent: Any, stimulus: dict[str, Any], _probe: str) -> dict[str, Any]:
    """The value of an expression in a copy of the notebook's namespace; or the exceptions it raises, where caught."""
    if stimulus["function"] not in agent.namespace:
        raise AGENT.RefusalError("undefined", message=stimulus["function"])
    names = dict(agent.namespace)
    exec(stimulus["setup"], names)
    try:
        value = eval(stimulus["expression"], names)
    except Exception as error:
        if not stimulus["catches"]:
            raise
        value = [kind.__name__ for kind in type(error).__mro__]
    else:
        value = [] if stimulus["catches"] else value
    return {"values": [{**AGENT.to_value(value), "plain": plain_text(value)}]}


def plain_text(value: Any) -> Any:
    """The value as JSON in which containers name their type; None where it is made of anything else, or too long."""
    try:
        text = json.dumps(plain(value, 0))
    except Exception:
        return None
    return text if len(text) <= MOST_CHARACTERS else None


def plain(value: Any, depth: int) -> Any:
    """Scalars as themselves, containers as a list whose first item names their type."""
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) in (list, tuple):
        return [type(value).__name__, *(plain(item, depth + 1) for item in value)]
    if isinstance(value, (set, frozenset)):
        return ["set", *sorted((plain(item, depth + 1) for item in value), key=json.dumps)]
    if isinstance(value, dict):
        return ["dict", *([plain(key, depth + 1), plain(item, depth + 1)] for key, item in value.items())]
    array = AGENT.as_array(value)
    if array.dtype.kind not in "biufU":
        raise TypeError("neither numbers nor text")
    return array.item() if isinstance(value, np.generic) else ["array", *nested(array.tolist())]


def nested(listed: Any) -> list[Any]:
    """Nested lists of an array as arrays within arrays; a single number as a list of one."""
    if not isinstance(listed, list):
        return [listed]
    return [["array", *nested(item)] if isinstance(item, list) else item for item in listed]
