"""Grades on many machines: an Executor over Dask distributed, whose workers each hold a warm parent of their own.

Nothing of an engine is built here. The scheduler and the workers are Dask's; this room brings a Job to them, refuses
workers that would judge differently, and hands the Runs back to the one process that writes the archive.
"""

from grader.cluster.address import Address, parse_address
from grader.cluster.remote import connected

__all__ = ["Address", "connected", "parse_address"]
