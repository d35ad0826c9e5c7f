"""progress.py PROGRAM: a long run shows its progress on a terminal, erased at its end, only there."""

import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import time

RULES = """schoolcat: 1
authority: Exampleshire (an invented authority)
title: Progress
indicators: {rank: {type: number}}
decisions:
  category:
    choose: first
    outcomes: [1, 2]
    rules: [{id: top, then: 1, when: rank >= 50}]
    otherwise: 2
"""
ROWS = b"50\n" * 100_000
PAUSE = 3  # in seconds; shorter runs show nothing
WIPED = "\r\x1b[K"


def run(program, folder, stderr):
    rules = folder / "rules.yaml"
    rules.write_text(RULES, encoding="utf-8")
    command = [program, "evaluate", rules, "-", "--today", "2026-11-21", "--threads", "1"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=stderr
    ) as process:
        process.stdin.write(b"rank\n" + ROWS)
        process.stdin.flush()
        time.sleep(PAUSE)
        process.stdin.write(ROWS)
        process.stdin.close()
        return process.wait()


def on_terminal(program, folder):
    reader, writer = pty.openpty()
    code = run(program, folder, writer)
    os.close(writer)
    said = b""
    try:
        while part := os.read(reader, 4096):
            said += part
    except OSError:  # Linux: the other end is closed
        pass
    os.close(reader)
    return code, said.decode()


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        code, said = on_terminal(program, folder)
        _, _, shown = said.partition(WIPED)
        line, _, rest = shown.partition(WIPED)
        fine = (
            code == 0
            and line.endswith(" schools")
            and line[:-8].isdigit()
            and "200000 schools evaluated" in rest
        )
        with (folder / "said").open("wb") as file:
            code = run(program, folder, file)
        quiet = (folder / "said").read_text(encoding="utf-8")
        fine = fine and code == 0 and "\x1b" not in quiet and "200000 schools evaluated" in quiet
    if not fine:
        print(f"on a terminal: {said!r}\nelsewhere: {quiet!r}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
