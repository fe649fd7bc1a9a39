"""The cell that puts the agent into a kernel; what it does there is tested with sessions."""

import marshal

from grader.bootstrap import AGENT_TEXTS, DataServer, agent_code, bootstrap


def test_the_cell_stays_short_however_long_the_agent_is():
    assert len(bootstrap(None)) < 1000 < len(agent_code())


def test_every_text_of_the_agent_is_sent_as_code():
    codes = marshal.loads(agent_code())
    assert tuple(codes) == AGENT_TEXTS
    assert {code.co_filename for code in codes.values()} == {f"<grader {name}>" for name in AGENT_TEXTS}


def test_data_are_served_where_there_are_some():
    served = bootstrap(DataServer(name="digits", archive="/cache/it's.npz", relabel=(1, 0)))
    assert "serve_data('digits', \"/cache/it's.npz\", (1, 0))" in served
    assert "serve_data" not in bootstrap(None)
    for cell in (served, bootstrap(None)):
        compile(cell, "<cell>", "exec")
