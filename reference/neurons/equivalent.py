"""Mutants of the solution that no check should fail, because they compute the same or the docstrings allow them."""

EQUIVALENT = {
    "mean_squared_error: y_pred - y_true -> y_true - y_pred": "The square is the same.",
    "relu_slope: z > 0 -> z >= 0": "There are no zeros, says the docstring.",
    "relu_slope: np.where(z > 0, 1.0, 0.0) -> np.where(1.0, z > 0, 0.0)": "NumPy makes 1.0 and 0.0 of the comparison.",
    "sigmoid: z >= 0 -> z > 0": "At 0 both forms give one half.",
}
