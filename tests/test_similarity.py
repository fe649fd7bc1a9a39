"""Code that is alike is found however it was renamed or laid out; what was given out or is everybody's is not."""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.similarity import COMMON_LEAST, FEWEST, GRAM, WINDOW, Code, Pair, alike, grams, tokens, winnowed

STARTER = """\
import numpy as np

def softmax(logits):
    # YOUR CODE HERE
    raise NotImplementedError()
"""
ADA = """\
def softmax(logits):
    largest = logits.max(axis=-1, keepdims=True)
    exps = np.exp(logits - largest)
    total = exps.sum(axis=-1, keepdims=True)
    return exps / total

def cross_entropy(probabilities, labels):
    rows = np.arange(len(labels))
    chosen = probabilities[rows, labels]
    return -np.log(np.clip(chosen, 1e-12, 1.0)).mean()
"""
RENAMED = '''\
def cross_entropy(p, y):
    """My own idea."""
    i = np.arange(len(y))      # every row
    picked = p[i, y]
    return -np.log(
        np.clip(picked, 1e-9, 1.0)
    ).mean()


def softmax(z):
    m = z.max(axis=-1, keepdims=True); e = np.exp(z - m)
    s = e.sum(axis=-1, keepdims=True)
    return e / s
'''
OTHER = """\
def softmax(logits):
    out = []
    for row in logits:
        shifted = [value - max(row) for value in row]
        powers = list(map(math.exp, shifted))
        out.append([power / sum(powers) for power in powers])
    return np.array(out)

def cross_entropy(probabilities, labels):
    losses = 0.0
    for index, label in enumerate(labels):
        losses -= math.log(max(probabilities[index][label], 1e-12))
    return losses / len(labels)
"""


def found(starter: str = STARTER, **texts: str) -> list[Pair]:
    return alike([Code(student=name, text=text) for name, text in texts.items()], starter)


def test_renamed_commented_and_reordered_code_is_alike_and_other_code_is_not() -> None:
    pairs = {(pair.first, pair.second): pair for pair in found(ada=ADA, ben=RENAMED, chloe=OTHER)}
    assert pairs["ada", "ben"].score > 0.6
    assert all(pair.score < 0.2 for names, pair in pairs.items() if names != ("ada", "ben"))


def test_the_lines_of_a_pair_are_those_that_both_have() -> None:
    extra = "x = [value for value in range(100) if value % 7 == 3 and value % 5 != 1]\n\n"
    pair = found(ada=ADA, ben=extra + ADA)[0]
    assert pair.first_lines == {line for line, text in enumerate(ADA.split("\n"), start=1) if text}
    assert pair.second_lines >= {line + 2 for line in pair.first_lines}
    assert pair.score == 1.0


def test_what_was_given_out_is_nobody_s() -> None:
    texts = {"ada": STARTER + ADA, "ben": STARTER + ADA.replace("largest", "top")}
    assert found(starter=STARTER + ADA, **texts) == []


def test_what_too_many_have_is_the_subject_s_idiom() -> None:
    few = {f"s{number}": ADA for number in range(COMMON_LEAST)}
    assert len(found(**few)) == COMMON_LEAST * (COMMON_LEAST - 1) // 2
    assert found(**few, one_more=ADA) == []


def test_too_little_code_is_not_compared() -> None:
    short = "x = np.zeros((3, 4)).reshape(4, 3).T"
    assert len(winnowed(grams(tokens(short)))) < FEWEST
    assert found(ada=short, ben=short) == []


def test_equal_classes_give_equal_pairs_in_order_and_least_leaves_out() -> None:
    codes = [Code(student=name, text=text) for name, text in (("b", RENAMED), ("a", ADA), ("c", ADA))]
    pairs = alike(codes, STARTER)
    assert pairs == alike(codes, STARTER)
    assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)
    assert [(pair.first, pair.second) for pair in alike(codes, STARTER, 0.99)] == [("a", "c")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("y = f'{x}' + \"it's\"  # note", ["name", "=", "''", "+", "''"]),
        ("np.exp(1e-5)", ["name", ".", "exp", "(", "0", ")"]),
        ('"""two\nlines""" if len(x) else None', ["''", "if", "len", "(", "name", ")", "else", "None"]),
        ("def größe(α): pass", ["def", "name", "(", "name", ")", ":", "pass"]),
        ("'unclosed\nx", ["''", "name"]),
    ],
)
def test_tokens_are_normalised(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(text)] == expected


@given(st.text(st.sampled_from("ab1 \n'\"#.\\{("), max_size=80) | st.text(max_size=40))
def test_any_text_has_tokens_in_the_order_of_its_lines(text: str) -> None:
    lines = [token.line for token in tokens(text)]
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)


@given(st.lists(st.integers(0, 50), max_size=60), st.integers(0, 20), st.lists(st.integers(51, 99), max_size=20))
def test_a_common_stretch_of_a_window_is_always_found(shared: list[int], at: int, others: list[int]) -> None:
    hashes = [*others[:at], *shared, *others[at:]]
    if len(shared) >= WINDOW:
        assert winnowed(hashes) & winnowed(shared)
    assert len(winnowed(hashes)) <= max(1, len(hashes))


@given(st.permutations(["alpha", "beta", "gamma", "delta"]))
def test_another_choice_of_names_changes_nothing(names: list[str]) -> None:
    text = ADA
    for old, new in zip(("largest", "exps", "total", "rows"), names, strict=True):
        text = text.replace(old, new)
    assert not set(names) & set(keyword.kwlist)
    assert grams(tokens(text)) == grams(tokens(ADA))
    assert len(tokens(text)) > GRAM
