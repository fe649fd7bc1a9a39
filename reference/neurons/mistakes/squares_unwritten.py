"""The answers come back as they are."""

CATALOGUE = ""
FAILS = (
    "losses.mean_squared_error",
    "losses.squares_react",
    "losses.mean",
)
HINT = "One number says how wrong a whole batch is."


def mean_squared_error(y_true, y_pred):
    return y_pred
