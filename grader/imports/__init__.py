"""Turns assignments of other graders into ours: reads their notebooks as data, and maps what their tests assert."""
