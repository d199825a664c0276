"""A command as somebody types it, and what it answered."""

import json

import pytest

import holdfire.commands as command_line


def typed(capsys, *words, code=0, as_json=True):
    """Run a command; its answer read from JSON, or its lines, and its messages where it failed."""
    call = [str(each) for each in words] + (["--json"] if as_json else [])
    with pytest.raises(SystemExit) as left:
        command_line.main(call)
    said = capsys.readouterr()
    assert left.value.code == code, said.err
    if code:
        return said.err
    return json.loads(said.out) if as_json else said.out.splitlines()
