"""Students of a class who lost points in the same way: by a mistake with a name, or one nobody has named yet."""

from collections.abc import Iterator

from grader.records.base import Record
from grader.records.results import Results, ScoredCheck

LEAST = 2  # students who must share a behaviour before it is worth a name


class Cluster(Record, frozen=True, kw_only=True):
    """Students who share a behaviour in one question; `name` is the mistake's, or empty for one without a name."""

    question: str
    name: str
    behaviour: str
    students: tuple[str, ...]
    example: str


def clusters(results: Results) -> list[Cluster]:
    """Shared behaviours of the class, the most frequent first; a named one counts with a single student, too."""
    found: dict[tuple[str, str, str], list[tuple[str, ScoredCheck]]] = {}
    for run in results.runs:
        for check in run.checks:
            for key in _keys(check):
                found.setdefault(key, []).append((run.student, check))
    listed = [
        Cluster(
            question=question,
            name=name,
            behaviour=behaviour,
            students=tuple(dict.fromkeys(student for student, _ in members)),
            example=next(filter(None, (shown_example(check) for _, check in members)), ""),
        )
        for (question, name, behaviour), members in found.items()
    ]
    worth = [cluster for cluster in listed if cluster.name or len(cluster.students) >= LEAST]
    return sorted(worth, key=lambda cluster: (-len(cluster.students), not cluster.name, cluster.question))


def _keys(check: ScoredCheck) -> Iterator[tuple[str, str, str]]:
    behaviour = check.evidence.get("behaviour")
    if check.diagnosis:
        yield check.question, check.diagnosis, ""
    elif isinstance(behaviour, str) and behaviour:
        yield check.question, "", behaviour


def shown_example(check: ScoredCheck) -> str:
    """`softmax([[1.0, 2.0]]) gives [[0.5, 0.5]]`, where the check's evidence has an example."""
    example = check.evidence.get("example")
    return f"{example['call']} gives {example['observed']}" if isinstance(example, dict) else ""


def sentence(cluster: Cluster) -> str:
    """What an instructor reads of a cluster."""
    count = len(cluster.students)
    who = "1 student" if count == 1 else f"{count} students"
    if cluster.name:
        return f"{cluster.question}: {who} by the mistake {cluster.name}"
    example = f", as {cluster.example}" if cluster.example else ""
    return f"{cluster.question}: {who} share a wrong behaviour that has no name yet ({cluster.behaviour}){example}"
