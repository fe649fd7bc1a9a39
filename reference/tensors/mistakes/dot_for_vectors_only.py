"""Only two vectors work."""

CATALOGUE = ""
FAILS = (
    "dot.matrices",
    "dot.mixed",
)
HINT = "What does your function do with two tables? Try it on small ones."


def dot(a, b):
    return sum(float(x) * float(y) for x, y in zip(a, b))
