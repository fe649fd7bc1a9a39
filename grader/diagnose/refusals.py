"""Says what an exception proves: which misconception about arrays, tensors, graphs or Python ends in these words.

Only what the words themselves say is named. Where several probes were refused, all must be for the same cause.
"""

import re
from collections.abc import Iterable, Sequence

from grader.diagnose.explanation import Explanation
from grader.records.base import Record
from grader.records.observation import Observation, Observations, Outcome


class Refusal(Record, frozen=True, kw_only=True):
    """A cause with the words of the exceptions in which it ends: regular expressions over `Name: message`."""

    id: str
    signs: tuple[str, ...]
    says: str
    hint: str


def _refusal(id: str, signs: Sequence[str], says: str, hint: str) -> Refusal:
    return Refusal(id=id, signs=tuple(signs), says=says, hint=hint)


REFUSALS = (
    _refusal(
        "uses_tensorflow_1",
        (
            r"module 'tensorflow' has no attribute '(Session|InteractiveSession|placeholder|enable_eager_execution|"
            r"get_default_graph|global_variables_initializer|initialize_all_variables|reset_default_graph|get_variable|layers|contrib|"
            r"to_float|to_int32|log|matrix_inverse|random_normal|assign|div|ConfigProto)'",
            r"Session graph is empty",
            r"eval is not supported when eager",
            r"placeholder\(\) is not compatible with eager",
        ),
        "A function of TensorFlow 1 is called that was removed.",
        "For which version of TensorFlow was the tutorial written that you follow?",
    ),
    _refusal(
        "uses_removed_keras",
        (r"has no attribute '(predict_classes|predict_proba|fit_generator|evaluate_generator|score|np_utils)'",),
        "A method is called that Keras does not have any more.",
        "Which methods has a model today? What did the one you call compute?",
    ),
    _refusal(
        "takes_numpy_inside_a_graph",
        (
            r"'Symbolic\w*' object has no attribute",
            r"'KerasTensor' object has no attribute",
            r"Cannot convert a symbolic",
            r"numpy\(\) is only available when eager",
            r"KerasTensor cannot be used as input",
            r"symbolic tf\.Tensor.* to a numpy",
            r"__array__\(\) .* symbolic",
            r"is out of scope and cannot be used here",
        ),
        "Numbers are asked of a tensor that has none yet: inside a graph there are only operations.",
        "What is known when the graph is made: the numbers, or only their shape?",
    ),
    _refusal(
        "decides_on_a_whole_array",
        (
            r"truth value of an (array|empty array)",
            r"truth value of a",
            r"Using a symbolic `tf\.Tensor` as a Python `bool`",
            r"[Nn]on-scalar tensor .*bool",
            r"condition of (if|while) statement expected to be",
            r"The `cond` argument",
        ),
        "A Python `if`, `and`, `max` or `while` decides once for a whole array.",
        "Your condition has many answers, one for each entry. Which function decides entry by entry?",
    ),
    _refusal(
        "takes_single_numbers_only",
        (
            r"only (length-1|0-dimensional|size-1) arrays can be converted",
            r"only integer scalar arrays can be converted",
            r"must be real number, not (ndarray|Tensor|EagerTensor|list|tuple)",
            r"(float|int)\(\) argument must be a string or a real number, not",
            r"can only convert an array of size 1",
        ),
        "A function of single numbers, such as those of `math`, `float` or `int`, is given an array.",
        "Which library's function works on every entry of an array?",
    ),
    _refusal(
        "writes_into_a_tensor",
        (
            r"does not support item assignment",
            r"assignment destination is read-only",
            r"object has no attribute 'assign",
        ),
        "A tensor's entries are to be changed, which cannot be.",
        "A tensor stays as it was made. Which function makes a new one with the entries you want?",
    ),
    _refusal(
        "mixes_dtypes",
        (
            r"expected to be a \w+ tensor but is a \w+ tensor",
            r"Tensor conversion requested dtype \w+ for Tensor with dtype",
            r"that (doesn't|does not|don't) all match",
            r"must be (of )?the same (dtype|type)",
            r"has type \w+ that does not match type \w+",
            r"Input 'y' of .* Op has type",
        ),
        "Tensors of two dtypes meet in one operation.",
        "Print the dtypes of both sides. TensorFlow does not convert them for you.",
    ),
    _refusal(
        "computes_in_an_integer_array",
        (r"Cannot cast ufunc .* (output|input) from", r"same_kind"),
        "Floats are to be written into an array of integers.",
        "Of which dtype is the array that you change in place?",
    ),
    _refusal(
        "reshapes_to_another_size",
        (r"cannot reshape array of size", r"Input to reshape is a tensor with", r"total size of new array must be"),
        "An array is reshaped to a shape that holds another number of entries.",
        "How many entries come in, and how many does your shape hold? Does it hold for every size of batch?",
    ),
    _refusal(
        "index_beyond_the_end",
        (
            r"index -?\d+ is out of bounds",
            r"list index out of range",
            r"tuple index out of range",
            r"slice index .* of",
        ),
        "An entry is asked for that is not there.",
        "How many entries are there, and what is the number of the last one?",
    ),
    _refusal(
        "axis_that_is_not_there",
        (
            r"axis -?\d+ is out of bounds",
            r"Invalid reduction dimension",
            r"Expected dimension in the range",
            r"too many indices for array",
            r"source.*axis.*out of bounds",
        ),
        "An axis is named that the array does not have.",
        "Print the shape of what you work on. How many axes has it, for every input?",
    ),
    _refusal(
        "indexes_with_floats",
        (
            r"only integers, slices",
            r"arrays used as indices must be of integer",
            r"indices must be integers",
            r"'(numpy\.)?float\d*' object cannot be interpreted as an integer",
        ),
        "A float is used where positions are counted.",
        "Of which type is the number you count with?",
    ),
    _refusal(
        "shapes_do_not_fit",
        (
            r"could not be broadcast",
            r"shape mismatch",
            r"not aligned",
            r"mismatch in its core dimension",
            r"does not have enough dimensions",
            r"Incompatible shapes",
            r"required broadcastable shapes",
            r"Matrix size-incompatible",
            r"has different ndims",
            r"Dimensions must be equal",
            r"must be at least rank|must have rank|must be rank|Shape must be",
            r"could not broadcast input array",
            r"all the input array(s| dimensions| must)",
            r"is incompatible with the layer",
            r"must have the same rank|Invalid input shape for input|incompatible shape",
            r"matrices|matmul|In\[0\]",
            r"subscripts string contains",
            r"inhomogeneous shape|setting an array element with a sequence",
        ),
        "Two arrays meet whose shapes do not fit.",
        "Write down the shapes on both sides of the operation that fails. Which axis should meet which?",
    ),
    _refusal(
        "unpacks_another_number",
        (r"values to unpack", r"cannot unpack non-iterable"),
        "More or fewer names stand on the left than there are values on the right.",
        "How many values does the right side give? Print it.",
    ),
    _refusal(
        "returns_nothing",
        (r"^NotAModel: \w+ returned (None|NoneType)\b", r"^WrongCount: it returned None"),
        "The function returns None.",
        "Your function ends without handing anything back. Which line says what it returns?",
    ),
    _refusal(
        "returns_another_number_of_values",
        (r"^WrongCount",),
        "Another number of values comes back than was asked for.",
        "How many values does the text ask for, and how many stand behind your `return`?",
    ),
    _refusal(
        "returns_no_model",
        (r"^NotAModel",),
        "No Keras model comes back.",
        "What stands behind your `return`, and of which type is it?",
    ),
    _refusal(
        "a_key_that_is_not_there",
        (r"^KeyError",),
        "A dictionary is asked for a key that it does not have.",
        "Print the keys. Under which name is what you look for?",
    ),
    _refusal(
        "name_without_a_value",
        (r"^NameError", r"^UnboundLocalError"),
        "A name is used that has no value there.",
        "Which name is it, and which line should have given it a value before?",
    ),
    _refusal(
        "called_with_other_arguments",
        (
            r"required positional argument",
            r"takes .* positional argument",
            r"unexpected keyword argument",
            r"multiple values for argument",
            r"missing \d+ required",
            r"Unrecognized keyword argument",
            r"Argument\(s\) not recognized",
        ),
        "A function is called with other arguments than it takes.",
        "Which arguments does the function take, in which order, and under which names?",
    ),
    _refusal(
        "calls_what_is_no_function",
        (r"object is not callable",),
        "Something is called that is no function.",
        "Which name stands before the brackets, and what is its value there?",
    ),
    _refusal(
        "indexes_what_has_no_entries",
        (
            r"is not subscriptable",
            r"object is not iterable",
            r"object of type '\w+' has no len",
            r"invalid index to scalar",
        ),
        "Entries are asked of something that has none.",
        "Print the type of what you take apart. Is it a list, or one number?",
    ),
    _refusal(
        "uses_what_is_not_there",
        (r"has no attribute",),
        "An object is asked for a function or a value that it does not have.",
        "Of which type is the object? Look up what it has.",
    ),
    _refusal(
        "operands_of_other_types",
        (
            r"unsupported operand type",
            r"can't multiply sequence",
            r"can only concatenate",
            r"must be str, not",
            r"not supported between instances",
            r"bad operand type",
            r"ufunc '\w+' (not supported|did not contain)",
            r"unsupported type",
        ),
        "An operator meets types that it does not know.",
        "Print the types on both sides. Is one of them a list, a text or None?",
    ),
    _refusal(
        "divides_by_zero",
        (r"^ZeroDivisionError",),
        "A number is divided by zero.",
        "Which of your numbers can become 0?",
    ),
    _refusal(
        "calls_itself_for_ever",
        (r"^RecursionError",),
        "The function calls itself without an end.",
        "Which name does your function call? Is it its own?",
    ),
)


OF_TRAININGS = frozenset(
    {
        "uses_tensorflow_1",
        "uses_removed_keras",
        "takes_numpy_inside_a_graph",
        "decides_on_a_whole_array",
        "writes_into_a_tensor",
        "unpacks_another_number",
        "a_key_that_is_not_there",
        "name_without_a_value",
        "called_with_other_arguments",
        "calls_what_is_no_function",
        "indexes_what_has_no_entries",
        "uses_what_is_not_there",
        "operands_of_other_types",
        "divides_by_zero",
        "calls_itself_for_ever",
    }
)  # the rest is said of arrays, and Keras says the same of what has another cause


def cause_of(observation: Observation) -> Refusal | None:
    """The first cause whose words are in what an answer was refused with; None where the function was not tried."""
    if observation.outcome is not Outcome.RAISED or observation.wrong_arity:
        return None
    text = f"{observation.error_name}: {observation.error_message}"
    return next((refusal for refusal in REFUSALS if any(re.search(sign, text) for sign in refusal.signs)), None)


def explain_refusals(
    observed: Observations, probes: Iterable[str], fresh: Iterable[str], checks: tuple[str, ...] = ()
) -> Explanation | None:
    """The one cause for which all these probes were refused, and those drawn anew where they were asked."""
    asked = [*probes, *(probe for probe in fresh if probe in observed)]
    causes = [cause_of(observed[probe]) if probe in observed else None for probe in asked]
    first = causes[0] if causes else None
    if first is None or any(cause is None or cause.id != first.id for cause in causes):
        return None
    error = f"{observed[asked[0]].error_name}: {observed[asked[0]].error_message}"
    return Explanation(
        id=first.id,
        says=first.says,
        hint=first.hint,
        checks=checks,
        confirmed=sum(probe in observed for probe in fresh),
        evidence={"error": error[:200]},
    )


def same_refusal(one: Observation, other: Observation) -> bool:
    """Whether two answers were refused in the same words, but for numbers of objects."""
    told = one.outcome is other.outcome is Outcome.RAISED and not one.wrong_arity and bool(one.error_message.strip())
    return told and _words(one) == _words(other)


def _words(seen: Observation) -> str:
    return re.sub(r"(_\d+|0x[0-9a-f]+)", "", f"{seen.error_name}: {seen.error_message}")
