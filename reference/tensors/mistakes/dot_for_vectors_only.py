"""Only two vectors work."""

CATALOGUE = ""
FAILS = (
    "dot.matrices",
    "dot.mixed",
)
HINT = "What does your function do with two tables? Try it on small ones."
FORM = "numbers"
TRIES = {"FORM": ("numbers", "entries")}


def dot(a, b):
    if FORM == "entries":
        total = 0
        for at in range(len(a)):
            total += a[at] * b[at]
        return total
    return sum(float(x) * float(y) for x, y in zip(a, b))
