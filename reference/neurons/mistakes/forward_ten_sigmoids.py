"""A sigmoid at every output: yes or no for each class by itself."""

CATALOGUE = ""
FAILS = (
    "forward.rows",
    "forward.output",
    "forward.stable",
)
HINT = "Independent yes or no answers, or one choice?"


def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1 + b1)
    return a, sigmoid(a @ w2 + b2)
