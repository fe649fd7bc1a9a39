"""The judge and every kind of check against observations that no honest notebook gives."""

import json

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from judged_questions import answer, assignment, by_probe, check, question, run

from grader.checks import (
    KINDS,
    Accuracy,
    Assertions,
    AxisLabels,
    Claim,
    Curves,
    DropoutRate,
    History,
    Layers,
    Legend,
    OutputShape,
    Parameters,
    Property,
    Shape,
    Unchanged,
    Value,
)
from grader.records import observation as observations
from grader.records.assignment import CheckKind
from grader.records.observation import (
    AxesFacts,
    Curve,
    FigureFacts,
    ModelFacts,
    Observation,
    Outcome,
    Stopped,
    TrainingFacts,
    WeightShape,
)
from grader.records.verdict import Verdict


def test_numbers_that_overflow_when_summed_fail_without_a_warning_or_an_error():
    huge = by_probe(answer("softmax.rect", np.full((2000, 2), 1.7e308)))
    course = assignment(
        question(
            "softmax",
            check("softmax.sums", Property(probe="softmax.rect", holds="rows_sum_to_one")),
            check("softmax.drop", DropoutRate(probe="softmax.rect", rate=0.2, units=8, scale=2.0)),
        )
    )
    assert [r.verdict for r in run(course, huge, {})] == [Verdict.FAIL, Verdict.FAIL]


WEIGHTS = ((784, 512), (512,), (512, 10), (10,))
MODEL = ModelFacts(
    input_shape=(None, 784),
    output_shape=(None, 10),
    weights=tuple(WeightShape(shape=shape) for shape in WEIGHTS),
)
TRAINING = TrainingFacts(returned="History", has_history=True, steps=9, weights_moved=True)
CLAIMS = (
    ("equal", "1"),
    ("close", "1"),
    ("<", "1"),
    ("!=", '["list", 1]'),
    ("in", '["tuple", 1]'),
    ("contains", '"a"'),
    ("raises", '"ValueError"'),
)
EVERY_KIND = {
    "value": Value(probe="p"),
    "shape": Shape(probe="p"),
    "unchanged": Unchanged(probe="p"),
    "layers": Layers(probe="p"),
    "output_shape": OutputShape(probe="p"),
    "parameters": Parameters(probe="p"),
    "dropout_rate": DropoutRate(probe="p", rate=0.2, units=8, scale=2.0),
    "accuracy": Accuracy(probe="p", train="p", threshold=0.5),
    "dropout_logits": DropoutRate(probe="p", rate=0.2, units=8, scale=2.0, of_logits=True),
    "history": History(probe="p"),
    "validation": History(probe="p", validation=True),
    "curves": Curves(probe="p"),
    "axis_labels": AxisLabels(probe="p"),
    "legend": Legend(probe="p"),
    **{
        f"claim_{number}": Assertions(claims=(Claim(probe="p", relation=relation, constant=constant),))
        for number, (relation, constant) in enumerate(CLAIMS)
    },
    "property": Property(probe="p", holds="rows_of", other="q"),
    "same": Property(probe="p", holds="same_as", other="q"),
    "sums": Property(probe="p", holds="rows_sum_to_one"),
    "hot": Property(probe="p", holds="one_hot"),
    "range": Property(probe="p", holds="within", low=0, high=1),
    "digits": Property(probe="p", holds="integers_in", bound=10),
}
EVERYTHING = assignment(question("q", *[check(f"q.{name}", kind) for name, kind in EVERY_KIND.items()]))
LABELS = np.array([3, 1, 4])
INPUTS = np.arange(6.0).reshape(3, 2)
HEIGHTS = np.array([0.5, 0.25, 0.125])
LINE = Curve(label="loss", x=np.arange(3.0), y=HEIGHTS)
FIGURE = FigureFacts(axes=(AxesFacts(title="", x_label="epoch", y_label="loss", curves=(LINE,)),))
PLAIN = observations.Value(type_name="ndarray", dtype="int64", array=LABELS, plain='["array", 3, 1, 4]')
KNOWN = by_probe(
    msgspec.structs.replace(answer("p", model=MODEL, training=TRAINING, figure=FIGURE), values=(PLAIN,)),
    answer("q", LABELS, model=MODEL, training=TRAINING),
)
TRAVELLING = ["bool", "float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint64"]
ARRAYS = st.one_of(
    npst.arrays(st.sampled_from(TRAVELLING), npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)),
    npst.arrays(st.sampled_from(TRAVELLING), st.sampled_from([(3,), (3, 10), (3, 2), (1, 3)])),
    npst.arrays("float64", (1000, 2), elements=st.sampled_from([0.0, 0.5, 1.0, 1e308, -1e308]), fill=st.just(0.5)),
)
TEXTS = st.text(max_size=20)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(10**400), 10**400), st.floats(), TEXTS)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.builds(lambda kind, rest: [kind, *rest], st.sampled_from(["list", "dict", "array"]), st.lists(inner)),
        st.dictionaries(TEXTS, inner, max_size=2),
    ),
    max_leaves=6,
)
PLAINS = st.one_of(st.none(), TEXTS, TREES.map(json.dumps))
VALUES = st.builds(observations.Value, type_name=TEXTS, dtype=TEXTS, array=st.one_of(st.none(), ARRAYS), plain=PLAINS)
CURVES = st.builds(
    lambda label, y: Curve(label=label, x=np.arange(float(len(y))), y=y),
    TEXTS,
    npst.arrays("float64", st.integers(0, 4)),
)
FIGURES = st.builds(
    FigureFacts,
    axes=st.lists(
        st.builds(
            AxesFacts,
            title=TEXTS,
            x_label=TEXTS,
            y_label=TEXTS,
            legend=st.lists(TEXTS, max_size=2).map(tuple),
            curves=st.lists(st.one_of(CURVES, st.just(LINE)), max_size=3).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)
WHOLE = st.integers(-(2**40), 2**40)
SHAPES = st.lists(st.one_of(st.sampled_from([0, 10, 28, 512, 784]), WHOLE), max_size=4).map(tuple)
MODELS = st.builds(
    ModelFacts,
    input_shape=SHAPES,
    output_shape=SHAPES,
    weights=st.lists(st.builds(WeightShape, shape=SHAPES, trainable=st.booleans()), max_size=6).map(tuple),
)
TRAININGS = st.builds(
    TrainingFacts,
    returned=TEXTS,
    has_history=st.booleans(),
    steps=WHOLE,
    weights_moved=st.booleans(),
    stopped=st.sampled_from(Stopped),
    used_stand_in=st.booleans(),
)
FORGED = st.builds(
    Observation,
    probe=st.just("p"),
    outcome=st.sampled_from([Outcome.RETURNED, Outcome.RETURNED, Outcome.RETURNED, *Outcome]),
    values=st.lists(VALUES, max_size=3).map(tuple),
    arguments_before=st.just((INPUTS,)),
    arguments_after=st.lists(st.one_of(st.none(), ARRAYS), max_size=2).map(tuple),
    model=st.one_of(st.none(), MODELS),
    training=st.one_of(st.none(), TRAININGS),
    figure=st.one_of(st.none(), FIGURES),
    error_name=TEXTS,
    error_message=TEXTS,
    error_line=st.one_of(st.none(), WHOLE),
    wrong_arity=TEXTS,
)


@settings(max_examples=150, deadline=None)
@given(FORGED, FORGED)
def test_whatever_a_student_s_process_answers_is_a_pass_or_a_fail_that_can_be_written_down(one, other):
    observed = {"p": one, "q": msgspec.structs.replace(other, probe="q")}
    results = run(EVERYTHING, observed, KNOWN)
    assert {r.verdict for r in results} <= {Verdict.PASS, Verdict.FAIL}, results
    assert json.loads(json.dumps(msgspec.to_builtins(results), allow_nan=False))
    for result in results:
        assert len(result.reason) < 1000
        assert result.reason.isprintable()


def test_the_table_of_kinds_names_each_by_its_tag():
    for tag, kind in KINDS.items():
        assert kind.__struct_config__.tag == tag
        assert issubclass(kind, CheckKind)
    assert set(KINDS.values()) == {type(kind) for kind in EVERY_KIND.values()}
