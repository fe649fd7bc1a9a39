"""A short last batch is left out."""

CATALOGUE = ""
FAILS = ("descent.last_batch",)
HINT = "17 samples in batches of 5: what happens to the last two?"
HOW = "empty"
TRIES = {"HOW": ("empty", "table")}


def mini_batch(order, size, number):
    if HOW == "table":
        full = len(order) // size
        return order[: full * size].reshape(full, size)[number]
    batch = order[number * size : (number + 1) * size]
    return batch if len(batch) == size else batch[:0]
