"""Pages over HTTP on loopback: the archive with manual grading for instructors, and hand-in for students."""
