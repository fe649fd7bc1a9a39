"""Mutants of the solution that no check should fail, because the docstrings allow them."""

EQUIVALENT = {
    "leaky: x > 0 -> x >= 0": "At 0 both branches give 0.",
    "rank_and_size: int(np.size(tensor)) -> np.size(tensor)": "NumPy's integers are integers.",
    "weighted_total: float(tf.reduce_sum(products).numpy()) -> tf.reduce_sum(products).numpy()": (
        "A NumPy number is as good as a Python float, says the docstring."
    ),
    "weighted_total: tf.constant(numbers) -> numbers": "TensorFlow's operations take arrays as they are.",
    "weighted_total: tf.constant(weights) -> weights": "TensorFlow's operations take arrays as they are.",
}
