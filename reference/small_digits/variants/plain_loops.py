"""Plain Python: loops over pixels, positions and images, lists where the text says arrays."""

import numpy as np


def prepare(images):
    rows = []
    for image in images:
        row = []
        for line in image:
            for pixel in line:
                row.append(int(pixel) / 16)
        rows.append(row)
    return rows


def split(rows, labels):
    generator = np.random.default_rng(seed=SEED)
    order = list(generator.permutation(len(labels)))
    border = len(order) - HELD
    found = [[], [], [], []]
    for place, position in enumerate(order):
        at = 0 if place < border else 2
        found[at].append(rows[position])
        found[at + 1].append(labels[position])
    return tuple(found)


def confusion(labels, digits):
    table = [[0] * 10 for _ in range(10)]
    for label, digit in zip(labels, digits):
        table[label][digit] += 1
    return table
