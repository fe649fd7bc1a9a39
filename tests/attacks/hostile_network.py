"""Notebooks that want out: name lookups, downloads, datagrams, the neighbourhood, installing packages."""

from hostile import WRONG, Hostile, telling

from grader.records.execution import Status

OUT = telling(
    "__import__('socket').create_connection(('192.0.2.1', 80), 2)",
    "__import__('socket').create_connection(('169.254.169.254', 80), 2)",
    "__import__('socket').create_connection(('2001:db8::1', 80), 2)",
    "__import__('socket').getaddrinfo('example.org', 80)",
    "__import__('socket').socket(2, 2).sendto(b'x', ('192.0.2.1', 53))",
    "__import__('socket').socket(2, 2).sendto(b'x', ('255.255.255.255', 67))",
    "__import__('socket').socket(2, 3, 1)",
    "__import__('socket').socket(17, 3)",
    "__import__('socket').socket(40, 1).connect((2, 1))",
    "__import__('socket').socket(38, 5)",
    "__import__('socket').socket(16, 3, 9)",
    "__import__('urllib.request').request.urlopen('http://example.org/labels.csv', timeout=2)",
    "__import__('urllib.request').request.urlopen('http://127.0.0.1:8888/api', timeout=2)",
    "__import__('urllib.request').request.urlopen('https://192.0.2.1/', timeout=2)",
)
LOCAL = """
import socket
reached = []
for port in [22, 25, 53, 80, 111, 443, 631, 3306, 5432, 6379, 8080, 8888, *ports]:
    with socket.socket() as client:
        client.settimeout(0.2)
        if client.connect_ex(("127.0.0.1", port)) == 0:
            reached.append(port)
raise RuntimeError(f"got {reached}" if reached else "nobody listens")
"""
INSTALL = """
import subprocess, sys
options = ["--quiet", "--retries", "0", "--timeout", "1"]
command = [sys.executable, "-m", "pip", "install", *options, "solution-of-standardize"]
done = subprocess.run(command, capture_output=True, text=True, timeout=20)
raise RuntimeError(f"pip ended with {done.returncode}")
"""

NETWORK = (
    Hostile(name="goes-out", rows=("H1",), cells=(WRONG, OUT), statuses=(Status.RAISED,), says="Error"),
    Hostile(
        name="looks-around",
        rows=("H2",),
        cells=(WRONG, "ports = list(range(30_000, 30_500))", LOCAL),
        statuses=(Status.RAISED,),
        says="nobody listens",
    ),
    Hostile(name="installs", rows=("H1",), cells=(WRONG, INSTALL), statuses=(Status.RAISED,), says="pip ended with 1"),
    Hostile(
        name="installs-by-magic",
        rows=("H1",),
        cells=(WRONG, "!pip install solution", "%pip install solution", "!curl http://example.org"),
    ),
)
