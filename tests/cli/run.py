"""run.py PROGRAM RULES_FOLDER [--refresh] [CASE...]: compares cases/NAME.sh with cases/NAME.golden.

A case runs in a temporary folder with copies of data/. The golden file has its exit code, standard
output, standard error and new files. --refresh rewrites the golden files.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LIMIT = 60  # seconds


def environment(program, rules):
    kept = {
        name: os.environ[name]
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH")
        if name in os.environ
    }
    return {
        **kept,
        "PATH": f"{program.parent}:/usr/local/bin:/usr/bin:/bin",
        "SCHOOLCAT_RULES": str(rules),
        "TZ": "UTC",
        "LC_ALL": "C",
    }


def normal(text, rules):
    """Replaces what depends on the machine."""
    text = text.replace(str(rules), "RULES")
    return re.sub(r"today is \d{4}-\d\d-\d\d", "today is DATE", text)


def show(data):
    """Decodes bytes, marking line ends other than LF."""
    text = data.decode("utf-8", "backslashreplace")
    text = (
        text.replace("\\", "\\\\").replace("\r", "\\r").replace("\x1b", "\\e").replace("\0", "\\0")
    )
    if text and not text.endswith("\n"):
        text += "\\ no line break\n"
    return text


def run(case, program, rules):
    with tempfile.TemporaryDirectory() as folder:
        here = pathlib.Path(folder)
        for path in sorted((HERE / "data").iterdir()):
            shutil.copy(path, here)
        before = {path.name: path.read_bytes() for path in here.iterdir()}
        done = subprocess.run(
            ["sh", str(case)],
            cwd=here,
            env=environment(program, rules),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LIMIT,
        )
        parts = [
            f"exit {done.returncode}\n",
            "--- stdout\n",
            show(done.stdout),
            "--- stderr\n",
            show(done.stderr),
        ]
        for path in sorted(here.iterdir()):
            if path.read_bytes() != before.get(path.name):
                parts += [f"--- {path.name}\n", show(path.read_bytes())]
        for name in sorted(set(before) - {path.name for path in here.iterdir()}):
            parts.append(f"--- {name} is gone\n")
    return normal("".join(parts), rules)


def main(arguments):
    refresh = "--refresh" in arguments
    program, rules, *names = [argument for argument in arguments if argument != "--refresh"]
    program, rules = pathlib.Path(program).resolve(), pathlib.Path(rules).resolve()
    if not program.is_file():
        sys.exit(f"there is no program {program}")
    cases = sorted((HERE / "cases").glob("*.sh"))
    cases = [case for case in cases if not names or case.stem in names]
    wrong = 0
    for case in cases:
        got = run(case, program, rules)
        golden = case.with_suffix(".golden")
        expected = golden.read_text(encoding="utf-8") if golden.exists() else None
        if got == expected:
            continue
        if refresh:
            golden.write_text(got, encoding="utf-8")
            print(f"{case.stem}: refreshed")
            continue
        wrong += 1
        print(f"{case.stem}: differs\n--- expected\n{expected}--- got\n{got}")
    print(f"{len(cases)} cases, {wrong} differ")
    return 1 if wrong else 0


sys.exit(main(sys.argv[1:]))
