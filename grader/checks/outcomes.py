"""Says why a probe brought no answer, in a student's words."""

from collections.abc import Callable

from grader.advice import explanations
from grader.comparison import printable
from grader.records.assignment import Limits
from grader.records.base import Record
from grader.records.observation import Observation, Outcome


class Fault(Record, frozen=True, kw_only=True):
    """Why there is no answer (`brief`) and what to do (`advice`); `has_run` when the code itself raised."""

    brief: str
    advice: str = ""
    has_run: bool = False

    @property
    def reason(self) -> str:
        """Everything, for the first check that meets the fault."""
        return f"{self.brief} {self.advice}".strip()

    @property
    def repeated(self) -> str:
        """The short form for every further check that meets it."""
        return f"As above: {self.brief[0].lower()}{self.brief[1:]}"


def explain(observation: Observation, name_of: Callable[[str], str], limits: Limits) -> Fault:
    """Why this probe did not return; `name_of` tells the notebook's function a probe exercises."""
    function = name_of(observation.probe)
    match observation.outcome:
        case Outcome.RAISED:
            return _raised(observation, function)
        case Outcome.UNDEFINED:
            return _undefined(observation, function)
        case Outcome.NOT_RUN:
            earlier = name_of(observation.error_message)
            return Fault(brief=f"`{function}` could not be tried: it needs `{earlier}` to succeed first.")
        case _:
            return _limit(observation.outcome, function, limits)


def _undefined(observation: Observation, function: str) -> Fault:
    name = observation.error_message if observation.error_message.isidentifier() else function
    return Fault(
        brief=f"The notebook defines no function `{printable(name, 60)}`.",
        advice="If you renamed it, give it back its name; if its cell failed, repair that cell first.",
    )


def _raised(observation: Observation, function: str) -> Fault:
    name = printable(observation.error_name, 60) or "an exception"
    message = printable(observation.error_message)
    if observation.wrong_arity:
        return _wrong_arity(observation, function)
    if name == "NotImplementedError":
        return Fault(brief=f"`{function}` is not written yet.")
    if name == "NotAModel":
        return Fault(brief=f"{message}." if message else f"`{function}` returned no Keras model.")
    if name == "WrongCount":
        return Fault(brief=f"`{function}` hands back something else than was asked for: {message}.")
    if name == "OtherWeights":
        return Fault(brief=f"The model could not be tried: {message}, which are not those asked for.")
    line = f" (line {observation.error_line} of your cell)" if observation.error_line is not None else ""
    said = f": {message}" if message else ""
    advice = " ".join(explanations(f"{name}: {observation.error_message}"))
    return Fault(brief=f"`{function}` raised {name}{said}{line}.", advice=advice, has_run=True)


def _wrong_arity(observation: Observation, function: str) -> Fault:
    signature = printable(observation.wrong_arity)
    shown = signature if signature.startswith(f"{function}(") else f"{function}{signature}"
    count = len(observation.arguments_before)
    called = f" with {count} argument{'s' if count != 1 else ''}" if count else " in another way"
    return Fault(
        brief=f"`{function}` is defined as `{shown}`; it is called{called}.",
        advice="Give it the parameters it had in the notebook you received.",
    )


def _limit(outcome: Outcome, function: str, limits: Limits) -> Fault:
    memory, output = limits.memory_bytes / 1024**3, limits.output_bytes / 1024**2
    brief, advice = {
        Outcome.TIMED_OUT: (
            f"`{function}` did not end within the time allowed.",
            "Look for a loop without an end, or one that whole-array operations could replace.",
        ),
        Outcome.OUT_OF_MEMORY: (
            f"`{function}` needed more memory than the {memory:.3g} GiB allowed.",
            "Look for an array that is larger than it has to be.",
        ),
        Outcome.OUTPUT_LIMIT: (
            f"`{function}` printed more than the {output:.3g} MiB allowed.",
            "Remove what it prints in loops.",
        ),
        Outcome.DIED: (
            f"The notebook's Python process ended before `{function}` had answered.",
            "Remove calls that end Python, such as `sys.exit` or `os._exit`.",
        ),
        Outcome.UNSENDABLE: (
            f"What `{function}` returned could not be read.",
            "It is too large or damaged: return arrays of the shape asked for.",
        ),
    }[outcome]
    return Fault(brief=brief, advice=advice)
