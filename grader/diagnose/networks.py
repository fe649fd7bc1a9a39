"""Says how an observed network differs from the expected one, and finds the known mistake that differs alike.

What a model says of its layers is testimony. Widths and biases are proven by the shapes of its weights; activations by
what the network computes with weights that were drawn on the host, which a network as described must compute, too.
"""

import math
import re
from collections.abc import Callable, Sequence

import numpy as np

from grader.checks import DropoutRate
from grader.diagnose.explanation import Explanation
from grader.diagnose.hypotheses import Hypotheses
from grader.diagnose.refusals import explain_refusals
from grader.records.assignment import Check
from grader.records.base import Record
from grader.records.mistake import Mistake
from grader.records.observation import LayerFacts, ModelFacts, Observation
from grader.records.probe import Forward

# What a proven difference is called where no known mistake differs alike.
UNNAMED = {
    "units": "network_of_other_width",
    "activation": "network_of_other_activation",
    "hidden layers": "network_of_other_depth",
    "dropout": "network_of_other_dropout",
    "biases": "network_without_biases",
    "flatten": "network_not_flattened",
}
SILENT_LAYERS = frozenset({"InputLayer", "Flatten", "Reshape", "Rescaling"})
FOREIGN = frozenset(
    {
        "Conv1D",
        "Conv2D",
        "MaxPooling1D",
        "MaxPooling2D",
        "AveragePooling2D",
        "GlobalAveragePooling1D",
        "GlobalAveragePooling2D",
        "GlobalMaxPooling1D",
        "GlobalMaxPooling2D",
        "BatchNormalization",
        "LayerNormalization",
        "Normalization",
        "Embedding",
        "SimpleRNN",
        "LSTM",
        "GRU",
        "SpatialDropout1D",
        "SpatialDropout2D",
        "GaussianNoise",
        "GaussianDropout",
        "AlphaDropout",
        "TimeDistributed",
        "Permute",
        "RepeatVector",
        "Masking",
        "MultiHeadAttention",
        "PReLU",
        "UnitNormalization",
    }
)
NAMES = {"ReLU": "relu", "Softmax": "softmax", "LeakyReLU": "leaky_relu", "ELU": "elu"}


class Dense(Record, frozen=True, kw_only=True):
    """One dense layer of a chain with what follows it: activations, and the rates of dropout before the next."""

    units: int
    activations: tuple[str, ...] = ()
    dropout: tuple[float, ...] = ()


class Chain(Record, frozen=True, kw_only=True):
    """A network as a chain of dense layers; `before` is dropout on its inputs."""

    layers: tuple[Dense, ...]
    before: tuple[float, ...] = ()


class Difference(Record, frozen=True, kw_only=True):
    """One difference: `kind` abstracts from numbers, so that two networks may differ alike; `sentence` has them."""

    kind: tuple[str, ...]
    sentence: str


def chain_of(facts: ModelFacts) -> Chain | None:
    """The chain of a model's own description; None where it has layers of other kinds."""
    layers: list[Dense] = []
    before: list[float] = []
    for layer in facts.layers:
        if layer.kind in SILENT_LAYERS:
            continue
        if layer.kind == "Dense" and layer.units is not None:
            layers.append(Dense(units=layer.units, activations=_named(layer.activation)))
        elif layer.kind == "Dropout" and layer.rate is not None:
            before, layers = _with_dropout(before, layers, layer.rate)
        elif (layer.kind in NAMES or layer.kind == "Activation") and layers:
            more = (NAMES[layer.kind],) if layer.kind in NAMES else _named(layer.activation)
            last = layers[-1]
            layers[-1] = Dense(units=last.units, activations=(*last.activations, *more), dropout=last.dropout)
        else:
            return None
    return Chain(layers=tuple(layers), before=tuple(before))


def _with_dropout(before: list[float], layers: list[Dense], rate: float) -> tuple[list[float], list[Dense]]:
    if not layers:
        return [*before, rate], layers
    last = layers[-1]
    dropped = Dense(units=last.units, activations=last.activations, dropout=(*last.dropout, rate))
    return before, [*layers[:-1], dropped]


def _named(activation: str | None) -> tuple[str, ...]:
    return () if activation in (None, "linear") else (activation,)


def differences(observed: ModelFacts, expected: ModelFacts) -> tuple[Difference, ...]:
    """How one described network differs from another; nothing where either is no chain of dense layers."""
    mine, wanted = chain_of(observed), chain_of(expected)
    if mine is None or wanted is None:
        return ()
    found: list[Difference] = []
    if len(mine.layers) != len(wanted.layers):
        remarks = (
            "same count" if _parameters(observed) == _parameters(expected) else "",
            "other output" if mine.layers and mine.layers[-1].units != wanted.layers[-1].units else "",
        )
        found.append(_hidden_count(len(mine.layers) - 1, len(wanted.layers) - 1, remarks))
    else:
        for at, (one, other) in enumerate(zip(mine.layers, wanted.layers, strict=True)):
            name = "output layer" if at == len(wanted.layers) - 1 else _hidden_name(at, len(wanted.layers))
            found += _layer_differences(name, one, other)
        found += _dropout_differences(mine, wanted)
    if _flattens(expected) and not _flattens(observed) and len(observed.output_shape) > len(expected.output_shape):
        text = "the pictures are not flattened, so that the network answers for each row of pixels"
        found.append(Difference(kind=("flatten", "none"), sentence=text))
    biases = sum(len(weight.shape) == 1 for weight in observed.weights)
    if biases < len(mine.layers) and any(len(weight.shape) == 1 for weight in expected.weights):
        which, text = ("some", "some of its layers have no biases") if biases else ("none", "its layers have no biases")
        found.append(Difference(kind=("biases", which), sentence=text))
    return tuple(found)


def _flattens(facts: ModelFacts) -> bool:
    return any(layer.kind in ("Flatten", "Reshape") for layer in facts.layers)


def _parameters(facts: ModelFacts) -> int:
    return sum(math.prod(weight.shape) for weight in facts.weights)


def _hidden_count(mine: int, wanted: int, remarks: tuple[str, ...]) -> Difference:
    """Layers too many or too few; a network tuned to the right number of parameters differs in another way.

    So does one that ends in a layer of another width: it is the output layer that is missing there.
    """
    kind = "more" if mine > wanted else "fewer"
    verb = "was" if wanted == 1 else "were"
    noun = "hidden layer" if mine == 1 else "hidden layers"
    return Difference(
        kind=("hidden layers", kind, "0" if mine == 0 else "", *remarks),
        sentence=f"the network has {mine or 'no'} {noun}, {wanted} {verb} asked for",
    )


def _hidden_name(at: int, count: int) -> str:
    return "hidden layer" if count == 2 else f"hidden layer {at + 1}"


def _layer_differences(name: str, mine: Dense, wanted: Dense) -> list[Difference]:
    found = []
    if mine.units != wanted.units:
        kind = "more" if mine.units > wanted.units else "fewer"
        text = f"the {name} has {mine.units} units, {wanted.units} were asked for"
        found.append(Difference(kind=("units", name, kind), sentence=text))
    if mine.activations != wanted.activations:
        has, asked = (" and then ".join(a) or "no activation" for a in (mine.activations, wanted.activations))
        text = f"the {name} has {has}, {asked} was asked for"
        found.append(Difference(kind=("activation", name, *mine.activations), sentence=text))
    return found


def _dropout_differences(mine: Chain, wanted: Chain) -> list[Difference]:
    has = (mine.before, *(layer.dropout for layer in mine.layers))
    asked = (wanted.before, *(layer.dropout for layer in wanted.layers))
    if has == asked:
        return []
    rates, wanted_rates = [r for part in has for r in part], [r for part in asked for r in part]
    if not rates:
        return [Difference(kind=("dropout", "none"), sentence="there is no dropout")]
    if [bool(part) for part in has] != [bool(part) for part in asked]:
        return [Difference(kind=("dropout", "place"), sentence="dropout stands in another place than was asked for")]
    if len(rates) != len(wanted_rates):
        return [Difference(kind=("dropout", "count"), sentence="there is another number of dropout layers")]
    pairs = list(zip(rates, wanted_rates, strict=True))
    swapped = all(abs(a + b - 1) < 1e-6 for a, b in pairs)
    text = f"dropout drops {rates[0]:g} of the units, {wanted_rates[0]:g} was asked for"
    return [Difference(kind=("dropout", "kept part" if swapped else "rate"), sentence=text)]


def sentence_of(found: Sequence[Difference], observed: ModelFacts, expected: ModelFacts) -> str:
    """`The hidden layer has 128 units, 512 were asked for: 101,770 parameters instead of 407,050.`"""
    text = "; ".join(difference.sentence for difference in found)
    count = ""
    if observed.parameters != expected.parameters:
        count = f": {observed.parameters:,} parameters instead of {expected.parameters:,}"
    return f"{text[0].upper()}{text[1:]}{count}."


def explain_network(
    structure: tuple[Observation, Observation],
    forward: Sequence[tuple[Forward, Observation]],
    known: Hypotheses,
    missed: Sequence[Check],
) -> Explanation | None:
    """The proven differences of a student's network, and the mistake that differs alike where there is one.

    `structure` is what the student's and the solution's models told of themselves; `forward` are runs with weights of
    our own. None where nothing differs, or what the model says of itself is not what it computes.
    """
    mine, wanted = structure[0].model, structure[1].model
    if mine is None or wanted is None:
        return None
    foreign = sorted({layer.kind for layer in mine.layers if not _is_of_chain(layer)})
    if foreign and chain_of(wanted) is not None:
        return _other_layers(foreign, mine, wanted)
    dropout_failed = any(isinstance(check.kind, DropoutRate) for check in missed)
    found = [d for d in differences(mine, wanted) if _is_proven(d, mine, forward, dropout_failed)]
    if not found or len(found) < len(differences(mine, wanted)):
        return None
    kinds = tuple(difference.kind for difference in found)
    same = _parameters(mine) == _parameters(wanted)
    several = sum(kind[0] == "units" for kind in kinds) > 1  # then none of them is the whole of it
    alike = _alike(kinds, known, wanted, same) or [
        m for kind in kinds if not several for m in _alike((kind,), known, wanted, same)[:1]
    ]
    sentence = sentence_of(found, mine, wanted)
    first = alike[0] if alike else None
    return Explanation(
        id=first.id if first else UNNAMED[kinds[0][0]],
        says=sentence,
        hint=f"{sentence} {first.hint if first else ''}".strip(),
        catalogue=first.catalogue if first else "",
        confirmed=len(forward) if any(kind[0] == "activation" for kind in kinds) else 0,
        evidence={"differences": [" ".join(filter(None, kind)) for kind in kinds]},
    )


def _is_of_chain(layer: LayerFacts) -> bool:
    """Whether a layer may stand in a chain of dense layers; what subclasses call their own counts as unknown."""
    if layer.kind == "Dense" or layer.kind in SILENT_LAYERS or layer.kind in NAMES:
        return True
    return layer.kind in ("Activation", "Dropout") or layer.kind not in FOREIGN


def _other_layers(foreign: Sequence[str], mine: ModelFacts, wanted: ModelFacts) -> Explanation:
    count = "" if _parameters(mine) == _parameters(wanted) else f": {mine.parameters:,} parameters"
    text = f"The network has layers that were not asked for ({', '.join(foreign)}){count}."
    return Explanation(id="network_of_other_layers", says=text, hint=text, evidence={"layers": list(foreign)})


def _alike(kinds: tuple[tuple[str, ...], ...], known: Hypotheses, wanted: ModelFacts, same: bool) -> list[Mistake]:
    """Mistakes that differ from the expected network in these ways and in no other; both or none keep its size."""
    return [
        h.mistake
        for h in known.known
        for told in h.answers.values()
        if kinds == _kinds(told, wanted) and told.model and same == (_parameters(told.model) == _parameters(wanted))
    ]


def explain_shape(seen: Sequence[Observation], wanted: Sequence[Observation], known: Hypotheses) -> Explanation | None:
    """The one mistake that takes and refuses the same shapes of input as a network that is otherwise as expected."""
    if len(seen) < 2 or all(one.has_returned == other.has_returned for one, other in zip(seen, wanted, strict=True)):
        return None
    pattern = [observation.has_returned for observation in seen]
    alike = [
        h.mistake
        for h in known.known
        if [h.answers[o.probe].has_returned for o in seen if o.probe in h.answers] == pattern
        and all(not _kinds(h.answers[o.probe], w.model) for o, w in zip(seen, wanted, strict=True) if w.model)
    ]
    if len({mistake.id for mistake in alike}) != 1:
        return None
    first = alike[0]
    return Explanation(id=first.id, says=first.says, hint=first.hint, catalogue=first.catalogue)


def explain_refusal(seen: Observation, known: Hypotheses, probe: str) -> Explanation | None:
    """The mistake that cannot be described for the same reason, said in the same words, where there is one alone."""
    alike = [h.mistake for h in known.known if probe in h.answers and _refusal(h.answers[probe]) == _refusal(seen)]
    if not _refusal(seen)[1] or len({mistake.id for mistake in alike}) != 1:
        return explain_refusals({probe: seen}, (probe,), ())
    first = alike[0]
    return Explanation(id=first.id, says=first.says, hint=first.hint, catalogue=first.catalogue)


def _refusal(seen: Observation) -> tuple[str, str]:
    """What was raised, without the name of the function."""
    text = seen.error_message.partition(" returned ")[2] if seen.error_name == "NotAModel" else seen.error_message
    text = re.sub(r"(_\d+|0x[0-9a-f]+)", "", text)  # Keras counts its models
    return ("", "") if seen.has_returned or seen.wrong_arity else (seen.error_name, text)


def _kinds(told: Observation, wanted: ModelFacts) -> tuple[tuple[str, ...], ...]:
    return tuple(d.kind for d in differences(told.model, wanted)) if told.model is not None else ()


def _is_proven(
    difference: Difference,
    mine: ModelFacts,
    forward: Sequence[tuple[Forward, Observation]],
    dropout_failed: bool,
) -> bool:
    chain = chain_of(mine)
    if chain is None:
        return False
    match difference.kind[0]:
        case "units" | "hidden layers" | "biases":
            kernels = sorted(weight.shape[1] for weight in mine.weights if len(weight.shape) == 2)
            return kernels == sorted(layer.units for layer in chain.layers)
        case "flatten":
            return True  # the shape of its output shows it
        case "activation":
            is_known = all(name in COMPUTED for layer in chain.layers for name in layer.activations)
            return bool(forward) and all(not is_known or computes(chain, run, seen) for run, seen in forward)
        case _:
            return dropout_failed


def _softmax(rows: np.ndarray) -> np.ndarray:
    exponentials = np.exp(rows - rows.max(axis=-1, keepdims=True))
    return np.asarray(exponentials / exponentials.sum(axis=-1, keepdims=True))


COMPUTED: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "relu": lambda x: np.maximum(x, 0),
    "softmax": _softmax,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "tanh": np.tanh,
    "softplus": lambda x: np.logaddexp(x, 0),
    "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "selu": lambda x: 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * np.expm1(np.minimum(x, 0))),
    "silu": lambda x: x / (1 + np.exp(-x)),
    "softsign": lambda x: x / (1 + np.abs(x)),
    "relu6": lambda x: np.clip(x, 0, 6),
    "hard_sigmoid": lambda x: np.clip(x / 6 + 0.5, 0, 1),
    "gelu": lambda x: 0.5 * x * (1 + np.vectorize(math.erf)(x / math.sqrt(2))),
    "exponential": np.exp,
    "log_softmax": lambda x: np.log(_softmax(x)),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.2 * x),
}


def computes(chain: Chain, stimulus: Forward, seen: Observation) -> bool:
    """Whether a network as described gives, with these weights in its corners, what was seen."""
    if stimulus.weights is None or len(stimulus.weights) != 2 * len(chain.layers) or not seen.has_returned:
        return False
    x = stimulus.inputs.values.astype(np.float64).reshape(len(stimulus.inputs.values), -1)
    for layer, kernel, bias in zip(chain.layers, stimulus.weights[::2], stimulus.weights[1::2], strict=True):
        if kernel.shape[0] > x.shape[1] or kernel.shape[1] > layer.units:
            return False
        full = np.zeros((x.shape[1], layer.units))
        full[: kernel.shape[0], : kernel.shape[1]] = kernel
        x = x @ full + np.pad(bias.astype(np.float64), (0, layer.units - len(bias)))
        for name in layer.activations:
            if name not in COMPUTED:
                return False
            x = COMPUTED[name](x)
    array = seen.values[0].array if seen.values else None
    return array is not None and array.shape == x.shape and bool(np.allclose(array, x, rtol=1e-3, atol=1e-5))
