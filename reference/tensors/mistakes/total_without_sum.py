"""The products come back one by one."""

CATALOGUE = ""
FAILS = (
    "weighted_total.number",
    "weighted_total.value",
)
HINT = "A total is one number. What still has to be done with the products?"


def weighted_total(weights, numbers):
    return weights * numbers
