"""Runs every example of a guide.

    run.py SCHOOLCAT RULES-FOLDER GUIDE.md...

A fenced block whose first line is ```yaml NAME or ```csv NAME is written to NAME in a fresh folder; every rule file must be free of errors and every tests
file must pass. A ```console block holds `$ schoolcat ...` lines, each followed by exactly what it prints to standard output. All files of a guide are written before
anything runs. A block that was meant to be run and names no file is an error.
"""

import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(\w+)(?:[ \t]+(\S+))?[ \t]*\n(.*?)^```[ \t]*$", re.M | re.S)


def run(program, arguments, folder, rules):
    environment = dict(os.environ, SCHOOLCAT_RULES=rules, NO_COLOR="1", LC_ALL="C.UTF-8")
    return subprocess.run([program, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


def fail(guide, what, done):
    print(f"{guide}: {what} (exit {done.returncode})\n{done.stdout}{done.stderr}")
    return 1


def check_files(guide, program, rules, folder, names):
    problems = 0
    for name in names:
        if not name.endswith(".yaml"):
            continue
        command = "test" if name.endswith(".tests.yaml") else "check"
        done = run(program, [command, name], folder, rules)
        if done.returncode != 0:
            problems += fail(guide, f"{command} {name}", done)
    return problems


def check_console(guide, program, rules, folder, text):
    problems = 0
    for part in re.split(r"^(?=\$ )", text, flags=re.M):
        if not part.strip():
            continue
        command, _, expected = part[2:].partition("\n")
        words = shlex.split(command)
        if words[0] != "schoolcat":
            print(f"{guide}: a console example runs schoolcat, not {words[0]}")
            return 1
        done = run(program, words[1:], folder, rules)
        if done.stdout.rstrip() != expected.rstrip():
            print(f"--- {guide}: $ {command}\nexpected:\n{expected}")
            problems += fail(guide, "printed otherwise", done)
    return problems


def check_guide(guide, program, rules):
    blocks = BLOCK.findall(pathlib.Path(guide).read_text(encoding="utf-8"))
    problems, names, consoles = 0, [], []
    with tempfile.TemporaryDirectory() as folder:
        for kind, name, text in blocks:
            if kind in ("yaml", "csv"):
                if not name or name in names:
                    print(f"{guide}: a {kind} block needs a name of its own: {text[:60]!r}")
                    problems += 1
                    continue
                names.append(name)
                pathlib.Path(folder, name).write_text(text, encoding="utf-8")
            elif kind == "console":
                consoles.append(text)
        problems += check_files(guide, program, rules, folder, names)
        for text in consoles:
            problems += check_console(guide, program, rules, folder, text)
    print(f"{guide}: {len(names)} files, {len(consoles)} console blocks, {problems} problems")
    return problems + (1 if not names and not consoles else 0)


def main():
    program, rules, *guides = sys.argv[1:]
    return 1 if sum(check_guide(guide, os.path.abspath(program), os.path.abspath(rules)) for guide in guides) else 0


if __name__ == "__main__":
    sys.exit(main())
