"""The step is multiplied with the weights, not subtracted."""

CATALOGUE = ""
FAILS = (
    "descent.step",
    "descent.unchanged",
)
HINT = "Where does a weight of 0 go when its gradient is 1?"
HOW = "product"
TRIES = {"HOW": ("product", "shrunk", "brackets")}


def descend(w, gradient, rate):
    forms = {"product": w * rate * gradient, "shrunk": w * (1 - rate * gradient), "brackets": (w - rate) * gradient}
    return forms[HOW]
