"""Every exception the grader raises on purpose.

GraderError                 the base: a message that says what was expected, what came, where, what to do
├── UsageError              the command line or a path on it is wrong
├── AssignmentError         the instructor's own files are wrong
├── SubmissionError         a hand-in cannot be read; becomes a Status, never stops the class
├── DataError               a data set cannot be fetched or does not have its checksum
├── KernelError             a kernel could not be started or spoken to
├── ClusterError            a cluster cannot be reached, was lost, or has no worker that may grade
├── SetAsideError           a submission was lost with its workers again and again; becomes a Status
├── WireError               bytes from a kernel are not a valid frame
└── StorageError            results cannot be written or read

What a student's code does wrong is never an exception here: it is a Status, an Outcome or a Verdict.
"""


class GraderError(Exception):
    """Base of all errors whose message is meant for the person at the terminal."""


class UsageError(GraderError):
    """The command line names something that does not exist or does not fit."""


class AssignmentError(GraderError):
    """An assignment's own files contradict themselves or cannot be read."""


class SubmissionError(GraderError):
    """A hand-in cannot be read as a notebook."""


class DataError(GraderError):
    """A data set cannot be had, or its bytes are not the expected ones."""


class KernelError(GraderError):
    """A kernel could not be started or does not answer as a kernel should: the harness is at fault."""


class ClusterError(GraderError):
    """A cluster cannot be reached, was lost, or has no worker that may grade."""


class SetAsideError(GraderError):
    """Workers were lost while they graded one submission, which is not given to any more of them."""


class WireError(GraderError):
    """Bytes that came from a kernel are not a frame this side accepts."""


class StorageError(GraderError):
    """Results cannot be written or read where they were asked to be."""
