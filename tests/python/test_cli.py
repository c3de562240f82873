# Licensed under the Apache License, Version 2.0.
# SPDX-License-Identifier: Apache-2.0
"""The command line as people run it: what goes where, and how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import resource
import signal
import stat
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from models import smallest, two_sides

import coalign

DEMO = str(files("coalign") / "examples" / "cio_cmo.json")
FOUR = str(Path(__file__).resolve().parents[2] / "examples" / "four_sides.json")
COMMAND = [sys.executable, "-m", "coalign"]
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM", "LC_ALL", "PYTHONUTF8")}
    return {**kept, "TERM": "xterm", **more}


def run(*arguments: str, data: bytes = b"", **options: Any) -> subprocess.CompletedProcess[str]:
    options.setdefault("env", environment())
    options.setdefault("stdout", subprocess.PIPE)
    options.setdefault("stderr", subprocess.PIPE)
    done = subprocess.run([*COMMAND, *arguments], input=data, timeout=120, check=False, **options)
    for name in ("stdout", "stderr"):
        if getattr(done, name) is not None:
            setattr(done, name, getattr(done, name).decode())
    assert "Traceback" not in (done.stderr or "")
    return done


def failed(code: int, *arguments: str, **options: Any) -> str:
    """What a command that fails says: nothing on standard output."""
    done = run(*arguments, **options)
    assert done.returncode == code, done.stderr
    assert not done.stdout
    return done.stderr


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(two_sides()), encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    document = two_sides()
    document["sides"][0]["priorities"]["uptime"] = -3
    document["sides"][1]["priorities"] = {"uptme": 3}
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


# ------------------------------------------------------------------ commands


def test_demo():
    done = run("demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == run("assess", DEMO).stdout == str(coalign.assess(DEMO)) + "\n"
    lines = done.stdout.splitlines()
    assert "ILLUSTRATIVE" in lines[0]
    assert max(map(len, lines)) <= 80
    assert f"Alignment {coalign.assess(DEMO).alignment.index:.2f}" in done.stdout


def test_init(tmp_path):
    path = tmp_path / "starter.json"
    done = run("init", str(path))
    assert (done.returncode, done.stdout) == (0, "")
    assert str(path) in done.stderr
    text = path.read_text("utf-8")
    assert run("init").stdout == run("init", "-").stdout == text
    assert coalign.check(path) == []
    assert coalign.assess(path).model.sides == ("cio", "cmo")
    # what is there stays
    path.write_text("mine")
    error = failed(2, "init", str(path))
    assert error == f"{path}: expected a file that does not exist yet, got one that does [bad_option]\n"
    assert path.read_text() == "mine"
    assert "[io_error]" in failed(3, "init", str(tmp_path / "none" / "starter.json"))


def test_check(model, bad, tmp_path):
    done = run("check", str(model), DEMO)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{model}: valid (2 sides, 6 metrics)\n{DEMO}: valid (2 sides, 10 metrics)\n"
    error = failed(2, "check", str(bad)).splitlines()
    assert error == [
        f"{bad}: /sides/0/priorities/uptime: expected a number >= 0, got -3 [bad_weight]",
        *[e.line for e in coalign.check(bad)][1:],
    ]
    assert "uptime" in error[1]
    # an unreadable file wins, and the others are reported all the same
    missing = tmp_path / "missing.json"
    lines = failed(3, "check", str(missing), str(bad), str(model), str(tmp_path)).splitlines()
    assert [line.split(":")[0] for line in lines] == [str(x) for x in (missing, bad, bad, model, tmp_path)]
    assert "[io_error]" in lines[0]
    assert "[io_error]" in lines[-1]
    done = run("check", "-", data=json.dumps(smallest()).encode())
    assert (done.returncode, done.stderr) == (0, "-: valid (2 sides, 1 metric)\n")


def test_assess(model):
    done = run("assess", str(model))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == str(coalign.assess(model)) + "\n"
    done = run("assess", str(model), "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == coalign.assess(model).to_json()
    done = run("assess", "-", "--format=json", data=model.read_bytes())
    assert done.stdout == coalign.assess(model).to_json()
    done = run("assess", str(model), "--format", "json", "--top", "7")
    assert len(json.loads(done.stdout)["reasons"]) == 7
    assert run("assess", str(model), "--top", "0").returncode == 0
    assert run("assess", str(model), "--top", "99999999999999999999").returncode == 0


def test_assess_many_sides(tmp_path):
    document = smallest()
    document["sides"] = [{"id": f"s{k}", "priorities": {"uptime": 1}} for k in range(101)]
    path = tmp_path / "model.json"
    path.write_text(json.dumps(document))
    for command in (["assess", str(path)], ["plan", str(path), "--to", "1"], ["diff", str(path), str(path)]):
        error = failed(2, *command)
        assert error.startswith(f"{path}: /sides: expected at most 100 sides")
        assert error.endswith("[too_large]\n")
    document["sides"].pop()
    path.write_text(json.dumps(document))
    assert run("assess", str(path)).returncode == 0


def test_seed_and_threads():
    zero = run("assess", FOUR, "--format", "json").stdout
    assert zero == coalign.assess(FOUR).to_json()
    assert run("assess", FOUR, "--format", "json", "--threads", "2", "--seed", "0").stdout == zero
    one = run("assess", FOUR, "--format", "json", "--seed", "1", "--threads", "0").stdout
    assert one == coalign.assess(FOUR, seed=1).to_json() != zero
    assert run("assess", FOUR, "--seed", str(2**64 - 1)).returncode == 0


def test_plan(tmp_path):
    a = coalign.assess(FOUR)
    done = run("plan", FOUR, "--to", "0.75")
    assert (done.returncode, done.stdout, done.stderr) == (0, str(a.plan(0.75)) + "\n", "")
    done = run("plan", "-", "--to=0.75", "--format", "json", "--threads", "2", data=Path(FOUR).read_bytes())
    assert (done.returncode, done.stdout) == (0, a.plan(0.75).to_json())
    assert run("plan", FOUR, "--to", "0").returncode == 0
    target = tmp_path / "plan.json"
    done = run("plan", FOUR, "--to", "1", "--format", "json", "-o", str(target))
    assert (done.returncode, done.stdout) == (1, "")
    assert target.read_text("utf-8") == a.plan(1).to_json()
    assert done.stderr == (
        f"{FOUR}: the alignment index cannot be higher than {a.plan(1).index:.6g}, so --to 1 is not met\n"
    )
    done = run("plan", "-", "--to", "0", data=json.dumps(smallest()).encode())
    assert (done.returncode, done.stderr) == (1, "-: the alignment index is undefined, so --to 0 is not met\n")
    assert done.stdout


def test_diff(model, tmp_path):
    before = coalign.assess(model)
    changed = tmp_path / "after.json"
    after = before.what_if({"/sides/0/priorities/uptime": 0.05})
    changed.write_text(after.model.to_json(), encoding="utf-8")
    done = run("diff", str(model), str(changed))
    assert (done.returncode, done.stdout, done.stderr) == (0, str(after.diff(before)) + "\n", "")
    done = run("diff", str(model), "-", "--format", "json", "--threads=0", data=changed.read_bytes())
    assert (done.returncode, done.stdout) == (0, after.diff(before).to_json())
    target = tmp_path / "diff.txt"
    assert run("diff", str(changed), str(model), "-o", str(target)).stdout == ""
    assert target.read_text("utf-8") == str(before.diff(after)) + "\n"
    error = failed(2, "diff", "-", "-")
    assert error == "coalign: AFTER: expected a file, where BEFORE is standard input, got - [bad_option]\n"
    # each error names its file
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    assert failed(2, "diff", str(model), str(broken)).startswith(f"{broken}: ")
    assert failed(2, "diff", str(broken), str(model)).startswith(f"{broken}: ")
    assert "[io_error]" in failed(3, "diff", str(model), str(tmp_path / "none.json"))


def test_bad_input(bad, tmp_path):
    lines = failed(2, "assess", str(bad)).splitlines()
    assert lines == [e.line for e in coalign.check(bad)]
    assert failed(2, "assess", "-").startswith("-: expected one JSON document")
    assert "[io_error]" in failed(3, "assess", str(tmp_path / "none.json"))
    assert "[io_error]" in failed(3, "assess", str(tmp_path))
    assert "[bad_json]" in failed(2, "assess", "-", data=bytes(range(256)))
    assert "[too_large]" in failed(2, "assess", "/dev/zero")
    assert "[too_large]" in failed(2, "check", "-", data=b"[" * 100_000)


def test_hostile_names(tmp_path):
    """Nothing that a file says reaches the terminal as a command."""
    path = tmp_path / "model.json"
    path.write_text(json.dumps(smallest(**{"\x1b[2J\n": 1})), encoding="utf-8")
    error = failed(2, "check", str(path))
    assert "\x1b" not in error
    assert error.count("\n") == 1
    name = os.fsencode(tmp_path) + b"/\xff.json"
    done = subprocess.run([*COMMAND, "check", name], capture_output=True, env=environment(), check=False)
    assert done.returncode == 3
    assert name in done.stderr


@pytest.mark.parametrize("which", ["model", "assessment", "diff", "trend"])
def test_schema(which):
    done = run("schema", which)
    assert (done.returncode, done.stdout, done.stderr) == (0, coalign.schema(which), "")
    if which == "model":
        assert run("schema").stdout == done.stdout


def test_version_and_help():
    assert run("--version").stdout == f"coalign {coalign.__version__}\n"
    done = run("--help")
    assert done.returncode == 0
    assert "sides of a company" in done.stdout
    for name in ("demo", "init", "check", "assess", "plan", "diff", "trend", "schema"):
        assert f"  {name} " in done.stdout
        more = run(name, "--help")
        assert (more.returncode, more.stderr) == (0, "")
        assert max(map(len, more.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["--nothing"],
        ["check"],
        ["assess"],
        ["assess", DEMO, DEMO],
        ["assess", DEMO, "--nothing"],
        ["assess", DEMO, "--format", "xml"],
        ["assess", DEMO, "--top", "-1"],
        ["assess", DEMO, "--top", "many"],
        ["assess", DEMO, "--fail-below", "high"],
        ["assess", DEMO, "--fail-below", "nan"],
        ["assess", DEMO, "--fail-below", "1.1"],
        ["assess", DEMO, "--fail-below", "-0.1"],
        ["assess", DEMO, "--fail-on", "everything"],
        ["assess", DEMO, "--seed", "-1"],
        ["assess", DEMO, "--seed", "18446744073709551616"],
        ["assess", DEMO, "--threads", "many"],
        ["plan", DEMO],
        ["plan", "--to", "0.7"],
        ["plan", DEMO, "--to", "high"],
        ["plan", DEMO, "--to", "nan"],
        ["plan", DEMO, "--to", "1.1"],
        ["plan", DEMO, "--to", "-0.1"],
        ["plan", DEMO, "--to", "0.7", "--format", "html"],
        ["diff", DEMO],
        ["diff", DEMO, DEMO, DEMO],
        ["trend"],
        ["trend", DEMO, "--format", "xml"],
        ["schema", "everything"],
        ["demo", "more"],
    ],
    ids=" ".join,
)
def test_wrong_use(arguments):
    error = failed(2, *arguments)
    if arguments:
        assert error.startswith("coalign: ")
        assert error.splitlines()[0].endswith("[bad_option]")
    else:
        assert "Usage" in error


@pytest.mark.parametrize(
    "arguments",
    [
        ["assess", DEMO, "--format", "html"],
        ["assess", DEMO, "--audience", "meeting"],
    ],
    ids=" ".join,
)
def test_not_supported_yet(arguments):
    option = " ".join(arguments[2:] if arguments[-1] == "html" else [arguments[-2]])
    assert failed(2, *arguments) == f"coalign: {option} is not supported yet [not_supported]\n"


# ------------------------------------------------------------------ gates


def test_fail_on(tmp_path):
    # One note (nobody was asked what a shared strategy would need), then a warning beside it, then an error.
    document = {**smallest(), "as_of": "2026-03-31", "decision_rights": {"arbiter": "ceo"}}
    path = tmp_path / "model.json"

    def levels_that_fail(**sections):
        path.write_text(json.dumps({**document, **sections}))
        out = []
        for level in ("note", "warning", "error"):
            done = run("assess", str(path), "--fail-on", level)
            assert done.returncode in (0, 1)
            assert (f"so --fail-on {level} is not met" in done.stderr) == (done.returncode == 1)
            assert done.stdout == str(coalign.assess(path)) + "\n"
            out += [level] if done.returncode else []
        return out

    assert levels_that_fail() == []
    goal = {"metric": "uptime", "owners": ["cio", "cmo"], "due": "2026-12-31", "target": 3, "money": {"total": 1}}
    assert levels_that_fail(north_star=goal) == ["note"]
    assert levels_that_fail(north_star={**goal, "money": {}}) == ["note", "warning"]
    assert levels_that_fail(tech_portfolio={"needs": ["email"]}) == ["note", "warning", "error"]
    # What is waived does not fail; what is switched off does not either.
    waivers = [{"rule": "NS010", "subjects": ["north_star"], "by": "cio", "reason": "asked", "until": "2026-04-30"}]
    assert levels_that_fail(north_star=goal, policy={"rules": {"NS010": "off"}}) == []
    assert levels_that_fail(north_star=goal, waivers=waivers) == []


def test_init_full(tmp_path):
    path = tmp_path / "full.json"
    done = run("init", str(path), "--full")
    assert done.returncode == 0
    assert run("check", str(path)).returncode == 0
    assert coalign.assess(path).not_assessed == ["agreement", "uncertainty"]
    assert failed(2, "init", str(path), "--full").endswith("[bad_option]\n")


def test_messages():
    printed = json.loads(run("messages").stdout)
    keys = [x["key"] for x in printed["messages"]]
    assert len(keys) == len(set(keys)) > 300
    assert {f"rule.{x['id']}.message" for x in coalign.rules()} < set(keys)
    for x in printed["messages"]:
        assert all(re.search(rf"\{{(.*~)?{name}\b", x["text"]) for name in x["arguments"])


def test_fail_below(model, tmp_path):
    index = coalign.assess(model).alignment.index
    for gate, code in [(0, 0), (index, 0), (index + 1e-6, 1), (1, 1)]:
        done = run("assess", str(model), "--fail-below", repr(gate))
        assert done.returncode == code
        assert done.stdout == str(coalign.assess(model)) + "\n"
        assert ("--fail-below" in done.stderr) == (code == 1)
    path = tmp_path / "empty.json"
    path.write_text(json.dumps(smallest()))
    done = run("assess", str(path), "--fail-below", "0")
    assert done.returncode == 1
    assert "undefined" in done.stderr
    # what was written is written all the same
    target = tmp_path / "out.json"
    assert run("assess", str(model), "--fail-below=1", "--format=json", "-o", str(target)).returncode == 1
    assert target.read_text("utf-8") == coalign.assess(model).to_json()


# ------------------------------------------------------------------ output


def entries(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_output_file(model, tmp_path):
    target = tmp_path / "out.txt"
    before = os.umask(0o027)
    try:
        done = run("assess", str(model), "-o", str(target))
    finally:
        os.umask(before)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert target.read_text("utf-8") == str(coalign.assess(model)) + "\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    # what is there is replaced and keeps its permissions; a link stays a link
    target.chmod(0o600)
    link = tmp_path / "link"
    link.symlink_to(target.name)
    assert run("assess", str(model), "--format", "json", "--output", str(link)).returncode == 0
    assert link.is_symlink()
    assert target.read_text("utf-8") == coalign.assess(model).to_json()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert entries(tmp_path) == ["link", "model.json", "out.txt"]
    assert run("assess", "model.json", "-o", "here", cwd=tmp_path).returncode == 0
    assert (tmp_path / "here").exists()
    assert run("assess", str(model), "-o", "-").stdout == str(coalign.assess(model)) + "\n"


def test_output_to_a_device(model):
    assert run("assess", str(model), "-o", "/dev/stdout").stdout == str(coalign.assess(model)) + "\n"
    assert run("assess", str(model), "-o", os.devnull).returncode == 0
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
    assert "/dev/full" in failed(3, "assess", str(model), "-o", "/dev/full")


def test_output_that_cannot_be_written(model, tmp_path):
    for target in (tmp_path, tmp_path / "none" / "out", tmp_path / ("x" * 300)):
        error = failed(3, "assess", str(model), "-o", str(target))
        assert error.startswith(f"{target}: expected a file that can be written, got ")
        assert error.endswith("[io_error]\n")
    assert entries(tmp_path) == ["model.json"]
    target = tmp_path / "out"
    # a bad model leaves what is there alone
    target.write_text("mine")
    failed(2, "assess", "-", "-o", str(target), data=b"{")
    assert target.read_text() == "mine"
    if not ROOT:
        target.chmod(0o400)
        failed(3, "assess", str(model), "-o", str(target))
        assert target.read_text() == "mine"


def test_full_disk(model, tmp_path):
    target = tmp_path / "out"
    target.write_text("mine")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))

    error = failed(3, "assess", str(model), "-o", str(target), preexec_fn=limit)
    assert error.startswith(f"{target}: expected a file that can be written")
    assert target.read_text() == "mine"
    assert entries(tmp_path) == ["model.json", "out"]


@pytest.mark.parametrize("arguments", [["demo"], ["schema"], ["init"], ["--help"], ["--version"]], ids=" ".join)
def test_standard_output_that_cannot_be_written(arguments):
    with open("/dev/full", "wb") as full:
        done = run(*arguments, stdout=full)
    assert done.returncode == 3
    assert done.stderr.endswith("[io_error]\n")
    assert done.stderr.count("\n") == 1


def test_a_reader_that_leaves(model):
    for arguments in (["assess", str(model), "--format", "json"], ["schema"], ["--help"]):
        reader, writer = os.pipe()
        os.close(reader)
        done = run(*arguments, stdout=writer)
        os.close(writer)
        assert (done.returncode, done.stderr) == (0, "")
    reader, writer = os.pipe()
    os.close(reader)
    done = run("assess", str(model), "--fail-below", "1", stdout=writer)
    os.close(writer)
    assert done.returncode == 1


@pytest.mark.parametrize(("closed", "code"), [(">&-", 3), ("2>&-", 0), (">&- 2>&-", 3), ("<&-", 0)])
def test_closed_streams(closed, code):
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m coalign demo {closed}', sys.executable],
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


def test_closed_standard_input():
    done = subprocess.run(
        ["sh", "-c", '"$0" -m coalign check - <&-', sys.executable], capture_output=True, env=environment(), check=False
    )
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.endswith(b"[io_error]\n")


def test_utf8_in_any_locale(tmp_path):
    document = two_sides()
    document["sides"][1]["name"] = "Größe"
    path = tmp_path / "模型.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    env = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    done = run("assess", str(path), env=env)
    assert done.returncode == 0
    assert "Größe" in done.stdout
    document["größe"] = 1
    path.write_text(json.dumps(document), encoding="utf-8")
    assert f"{path}: /größe: " in failed(2, "check", str(path), env=env)


def in_terminal(*arguments: str, **more: str) -> str:
    main, side = pty.openpty()
    process = subprocess.Popen([*COMMAND, *arguments], stdout=side, stderr=side, stdin=side, env=environment(**more))
    os.close(side)
    text = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:
            break
        if not part:
            break
        text += part
    os.close(main)
    assert process.wait() == 0
    return text.decode().replace("\r\n", "\n")


def test_colour_on_a_terminal_only(tmp_path):
    plain = run("demo").stdout
    coloured = in_terminal("demo")
    assert coloured == coalign.assess(DEMO).to_text(color=True)
    assert "\x1b[" in coloured
    assert in_terminal("demo", NO_COLOR="1") == plain
    assert in_terminal("demo", NO_COLOR="") == coloured
    assert in_terminal("demo", TERM="dumb") == plain
    target = tmp_path / "out"
    in_terminal("assess", DEMO, "-o", str(target))
    assert target.read_text("utf-8") == plain


def long_model(tmp_path: Path, sides: int) -> Path:
    """A model that takes about half a second with 40 sides, a few with 100."""
    document = json.loads(Path(FOUR).read_text("utf-8"))
    first = document["sides"][0]
    document["sides"] = [{**first, "id": f"s{k}", "predicts": {}} for k in range(sides)]
    path = tmp_path / "long.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def impatient(tmp_path: Path) -> dict[str, str]:
    """An environment in which the bar comes at once."""
    (tmp_path / "sitecustomize.py").write_text("import coalign._progress as p\np._QUIET = 0.0\n")
    return {"PYTHONPATH": str(tmp_path)}


@pytest.mark.parametrize("command", [["assess"], ["plan", "--to", "0"], ["diff", DEMO]], ids=lambda x: x[0])
def test_progress_on_a_terminal_only(command, tmp_path):
    long = long_model(tmp_path, 40)
    eager = impatient(tmp_path)
    target = tmp_path / "out"
    arguments = [*command, str(long), "--threads", "0", "-o", str(target)]
    shown = in_terminal(*arguments, **eager)
    bars = shown.split("\r")
    assert bars[0] == bars[-1] == ""
    assert bars[-2].isspace()
    assert len(bars) > 3
    for bar in bars[1:-2]:
        assert bar[0] == "["
        assert bar[-1] == "%"
        assert len(bar) == len(bars[-2])
    shares = [int(bar.split()[-1].rstrip("%")) for bar in bars[1:-2]]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 100
    expected = target.read_bytes()
    done = run(*arguments, env=environment(**eager))
    assert (done.stdout, done.stderr) == ("", "")
    assert target.read_bytes() == expected


def test_quick_work_shows_no_progress():
    assert in_terminal("plan", FOUR, "--to", "0.7") == coalign.assess(FOUR).plan(0.7).to_text(color=True)


def test_interrupted_at_work(tmp_path):
    long = long_model(tmp_path, 100)
    process = subprocess.Popen(
        [*COMMAND, "assess", str(long), "--threads", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    time.sleep(1.2)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    out, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert time.monotonic() - began < 1
    assert out == b""
    assert b"Traceback" not in error


def test_interrupted():
    process = subprocess.Popen(
        [*COMMAND, "check", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert process.stdin is not None
    process.stdin.write(b"{")
    process.stdin.flush()
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in error


def test_without_click(tmp_path):
    (tmp_path / "click.py").write_text("raise ImportError('not here')")
    error = failed(2, "demo", env=environment(PYTHONPATH=str(tmp_path)))
    assert error == 'coalign: the command line needs click: pip install "coalign[cli]"\n'


def test_last_resort(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import coalign\ncoalign.schema = lambda *_: 1 / 0\n")
    error = failed(2, "schema", env=environment(PYTHONPATH=str(tmp_path)))
    assert error.startswith("coalign: unexpected ZeroDivisionError")
    assert error.count("\n") == 1


def test_one_command_is_installed():
    script = Path(sys.executable).parent / "coalign"
    if not script.exists():
        pytest.skip("not installed as a script")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"coalign {coalign.__version__}\n"


def test_importing_is_light():
    """NumPy is all that the package needs; click is imported with the first command."""
    code = "import coalign, sys; print(*[m for m in ('scipy', 'click', 'pandas') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
