"""Applies the recipes of CONTRIBUTING.md and runs their commands.

    recipes.py apply CONTRIBUTING.md TREE [RECIPE]   applies the changes to TREE
    recipes.py test CONTRIBUTING.md SOURCE FOLDER    applies all to a copy of SOURCE in FOLDER,
                                                     builds it and runs the commands

A recipe is a section that begins with a heading of the third level, ### TITLE; RECIPE is a part of
a title. A fenced block whose first line is ```diff FILE changes FILE: its lines without '+' must
occur exactly once in FILE, in this order and without gaps, and are replaced by its lines without
'-'. ```yaml FILE, ```json FILE and ```text FILE create a file. ```sh contains commands.
"""

import pathlib
import re
import shutil
import subprocess
import sys

BLOCK = re.compile(r"^```(\w+)(?:[ \t]+(\S+))?[ \t]*\n(.*?)^```[ \t]*$", re.M | re.S)
PATH = re.compile(r"`((?:bindings|examples|include|lib|rules|tests)/[\w./*-]+)`")
HEADING = re.compile(r"^### (.*)\n", re.M)
CONFIGURE = ["cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
             "-DSCHOOLCAT_WERROR=ON"]
TREE = [".clang-format", "CMakeLists.txt", "LICENSE", "README.md", "bindings", "examples",
        "include", "lib", "rules", "tests"]


class Failure(Exception):
    pass


def recipes(guide):
    """Title and blocks of each section that contains a change."""
    parts = HEADING.split(pathlib.Path(guide).read_text(encoding="utf-8"))
    for title, text in zip(parts[1::2], parts[2::2]):
        blocks = BLOCK.findall(text)
        if any(kind == "diff" for kind, _, _ in blocks):
            yield title, blocks


def change(path, text):
    lines = text.splitlines(keepends=True)
    if any(line[0] not in " +-" for line in lines if line.strip()):
        raise Failure(f"{path}: a line of the change begins with none of ' ', '+' and '-'")
    # Editors strip the blank that marks an empty line.
    old = "".join(line[1:] or line for line in lines if line[0] != "+")
    new = "".join(line[1:] or line for line in lines if line[0] != "-")
    before = path.read_text(encoding="utf-8")
    if before.count(old) != 1:
        times = before.count(old)
        raise Failure(f"{path}: these lines occur {times} times instead of once:\n{old}")
    path.write_text(before.replace(old, new), encoding="utf-8")


def apply(blocks, tree):
    for kind, name, text in blocks:
        if kind == "diff":
            change(tree / name, text)
        elif kind in ("yaml", "json", "text") and name:
            if (tree / name).exists():
                raise Failure(f"{name} exists")
            (tree / name).write_text(text, encoding="utf-8")


def check_paths(guide, source):
    for name in PATH.findall(pathlib.Path(guide).read_text(encoding="utf-8")):
        if not any(source.glob(name.rstrip("/"))):
            raise Failure(f"{guide}: there is no {name}")


def run(command, tree):
    done = subprocess.run(command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True)
    if done.returncode != 0:
        raise Failure(f"{command} failed with {done.returncode}:\n{done.stdout}")


def test(guide, source, folder):
    check_paths(guide, source)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in TREE:
        copy = shutil.copytree if (source / name).is_dir() else shutil.copy
        copy(source / name, folder / name)
    found = list(recipes(guide))
    for _, blocks in found:
        apply(blocks, folder)
    run(CONFIGURE, folder)
    for title, blocks in found:
        commands = "".join(text for kind, _, text in blocks if kind == "sh")
        if not commands:
            raise Failure(f"{title}: the recipe has no commands")
        run(["sh", "-ec", commands], folder)
        print(f"{title}: applied, built and tested")


def main():
    task, guide, *rest = sys.argv[1:]
    try:
        if task == "apply":
            for title, blocks in recipes(guide):
                if len(rest) == 1 or rest[1] in title:
                    apply(blocks, pathlib.Path(rest[0]))
                    print(f"{title}: applied")
        else:
            test(guide, *map(pathlib.Path, rest))
    except Failure as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
