"""The argument is changed and handed back."""

CATALOGUE = "AC08"
FAILS = ("leaky.unchanged",)
HINT = "Does your function leave its argument alone?"


def leaky(x, slope):
    x[x < 0] *= slope
    return x
