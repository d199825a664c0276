"""holdfire serve: where the desk answers, where it may not, and how it ends."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

import holdfire.commands as command_line
from holdfire.mission.folder import Mission


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    """Exit code and messages of a command that does not begin to serve."""
    with pytest.raises(SystemExit) as left:
        command_line.main([str(word) for word in words])
    return int(left.value.code or 0), capsys.readouterr().err.replace("\n", " ")


@pytest.fixture
def opened(mission: Mission) -> Iterator[tuple[subprocess.Popen[str], str, Path]]:
    """A desk in a process of its own: the process, its address, the mission's folder."""
    port = free_port()
    command = str(Path(sys.executable).with_name("holdfire"))
    call = [command, "serve", str(mission.folder), "--port", str(port), "--by-hand"]
    with subprocess.Popen(call, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        address = f"http://localhost:{port}"
        try:
            for _ in range(300):
                try:
                    httpx.get(f"{address}/sign-in", timeout=30)
                    break
                except httpx.TransportError:
                    assert process.poll() is None, process.stderr and process.stderr.read()
                    time.sleep(0.2)
            yield process, address, mission.folder
        finally:
            process.kill()


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "the machine stops it"])
def test_the_desk_opens_says_where_and_ends_when_it_is_told(
    opened: tuple[subprocess.Popen[str], str, Path], told: signal.Signals
) -> None:
    process, address, folder = opened
    page = httpx.get(f"{address}/sign-in", timeout=30)
    assert page.status_code == 200
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "server" not in page.headers
    led = httpx.get(f"{address}/", timeout=30, follow_redirects=False)
    assert led.headers["location"] == "/sign-in?then=/"
    assert httpx.get(f"{address}/", timeout=30, headers={"host": "evil.example"}).status_code == 421
    process.send_signal(told)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert out == ""
    assert f"holdfire account add {folder} NAME chief" in err, "there is no account yet"
    assert f": {address}  (Ctrl-C ends it)\n" in err
    assert err.endswith("Stopped.\n")
    assert "Traceback" not in err


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_the_desk_is_not_opened_to_others_without_tls(
    mission: Mission, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    code, err = said(capsys, "serve", mission.folder, "--host", host)
    assert code == 2
    assert f"Bound to {host}, the desk would be open to others without TLS." in err
    assert "say its address: --behind https://" in err


@pytest.mark.parametrize("address", ["http://desk.example.org", "desk.example.org", "https://d.example/x"])
def test_what_is_no_address_of_a_desk_is_refused(
    mission: Mission, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    code, err = said(capsys, "serve", mission.folder, "--behind", address)
    assert code == 2
    assert f"--behind {address} is no address of a desk. Give scheme and host alone" in err


def test_a_place_that_is_taken_is_told_before_anything_begins(
    mission: Mission, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, err = said(capsys, "serve", mission.folder, "--port", port)
    assert code == 2
    assert f"The desk cannot answer at 127.0.0.1 port {port}: Address already in use." in err
    assert "give --port another number" in err
    assert not (mission.folder / "desk").exists()


def test_without_the_desk_installed_it_says_how_to_get_it(
    mission: Mission, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    code, err = said(capsys, "serve", mission.folder)
    assert code == 2
    assert "(uvicorn is missing). Install it: pip install 'holdfire[web]'" in err
