"""Checks what a plain test asserts: values of expressions against the reference's, or against a constant."""

import json
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any, Literal

from grader.checks.reading import observed_value, reference_value
from grader.comparison import printable
from grader.records.assignment import CheckKind
from grader.records.base import Record
from grader.records.observation import Observations, Value
from grader.records.verdict import Finding, failed, passed

CONTAINERS = frozenset({"list", "tuple", "set", "dict", "array"})


class Claim(Record, frozen=True, kw_only=True):
    """One assertion about the value of the expression that `probe` evaluated.

    `equal` and `close` hold it against the reference's value, numbers within `rtol` and `atol`; the other relations
    against `constant`, which is JSON with containers named as in an observation. `raises` looks for the name of an
    exception class. `says` is the assertion as its author wrote it, empty where a student may not see it.
    """

    probe: str
    relation: Literal["equal", "close", "==", "!=", "<", "<=", ">", ">=", "in", "contains", "raises"]
    rtol: float = 1e-9
    atol: float = 0.0
    constant: str = "null"
    says: str = ""


class Assertions(CheckKind, frozen=True, kw_only=True, tag="assertions"):
    """All claims hold; the first that does not is told."""

    claims: tuple[Claim, ...]

    def probes(self) -> tuple[str, ...]:
        """The probes of the claims, in order."""
        return tuple(dict.fromkeys(claim.probe for claim in self.claims))

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails with the first claim that does not hold, in its author's words where a student may see them."""
        for claim in self.claims:
            value = observed_value(observed[claim.probe])
            if not holds(claim, value, reference_value(expected, claim.probe)):
                told = f"`{printable(claim.says)}` does not hold." if claim.says else "A hidden test does not hold."
                return failed(told, probe=claim.probe, observed=printable(value.plain or ""))
        return passed("All tests hold.", claims=len(self.claims))


def holds(claim: Claim, value: Value, wanted: Value) -> bool:
    """Whether a claim is true of a student's value; raises ValueError where the reference's cannot be compared."""
    if wanted.plain is None:
        raise ValueError(f"the reference's value of {claim.probe} is no plain value but {wanted.type_name}")
    try:
        found = json.loads(value.plain or "")
        if not is_well_formed(found):
            return False
    except (ValueError, RecursionError):  # nothing plain came, or a notebook answered for the agent
        return False
    constant = json.loads(wanted.plain if claim.relation in ("equal", "close") else claim.constant)
    try:
        return RELATIONS[claim.relation](found, constant, claim)
    except (TypeError, OverflowError):  # numbers against text, say, or integers beyond any float
        return False


def is_well_formed(node: Any) -> bool:
    """Whether a value has the form that the agent gives it: what a notebook forges may have any."""
    if not isinstance(node, list):
        return node is None or isinstance(node, (bool, int, float, str))
    if not node or not isinstance(node[0], str) or node[0] not in CONTAINERS:
        return False
    items = node[1:]
    if node[0] == "dict":
        if not all(isinstance(pair, list) and len(pair) == 2 for pair in items):
            return False
        items = [item for pair in items for item in pair]
    return all(map(is_well_formed, items))


def agree(found: Any, wanted: Any, claim: Claim) -> bool:
    """Whether two plain values are equal as Python has it, numbers within the claim's tolerance."""
    if isinstance(found, (bool, int, float)) and isinstance(wanted, (bool, int, float)):
        same_nan = found != found and wanted != wanted and claim.relation == "close"
        return same_nan or math.isclose(found, wanted, rel_tol=claim.rtol, abs_tol=claim.atol)
    if isinstance(found, list) and isinstance(wanted, list):
        return _agree_containers(found, wanted, claim)
    return type(found) is type(wanted) and bool(found == wanted)


def _agree_containers(found: list[Any], wanted: list[Any], claim: Claim) -> bool:
    kinds = {found[0], wanted[0]} if found and wanted else set()
    if not kinds <= CONTAINERS or len(found) != len(wanted):
        return False
    if len(kinds) > 1 and ("array" not in kinds or kinds & {"set", "dict"}):
        return False  # a list is no tuple, but an array may stand for either
    if kinds == {"dict"}:
        found, wanted = ([f[0], *sorted(f[1:], key=lambda pair: json.dumps(pair[0]))] for f in (found, wanted))
        pairs = zip(found[1:], wanted[1:], strict=True)
        return all(agree(f[0], w[0], claim) and agree(f[1], w[1], claim) for f, w in pairs)
    return all(agree(f, w, claim) for f, w in zip(found[1:], wanted[1:], strict=True))


def _contains(found: Any, constant: Any, claim: Claim) -> bool:
    if isinstance(found, str):
        return isinstance(constant, str) and constant in found
    items = [pair[0] for pair in found[1:]] if found[0] == "dict" else found[1:]
    return any(agree(item, constant, claim) for item in items)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any, Claim], bool]:
    return lambda found, constant, _claim: bool(compare(found, constant))


RELATIONS: Mapping[str, Callable[[Any, Any, Claim], bool]] = {
    "equal": agree,
    "close": agree,
    "raises": lambda found, constant, _claim: isinstance(found, list) and constant in found[1:],
    "==": agree,
    "!=": lambda found, constant, claim: not agree(found, constant, claim),
    "<": _ordered(operator.lt),
    "<=": _ordered(operator.le),
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
    "in": lambda found, constant, claim: _contains(constant, found, claim),
    "contains": _contains,
}
