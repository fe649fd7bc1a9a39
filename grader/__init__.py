"""Grades deep-learning notebooks: executes them, probes their functions, judges, explains, reports."""

__version__ = "0.1.0"
