"""Runs contestants and programs and evaluates their times. Standard library only."""

import dataclasses
import json
import os
import pathlib
import statistics
import subprocess


class Failure(Exception):
    """A contestant failed, or its results differ from the others."""


@dataclasses.dataclass
class Series:
    """The seconds of each round of one contestant over one number of rows."""

    rows: int
    about: str = ""
    seconds: list[float] = dataclasses.field(default_factory=list)
    digests: set[str] = dataclasses.field(default_factory=set)

    def nanoseconds(self):
        """Time per row: median, minimum and maximum."""
        scaled = [seconds / self.rows * 1e9 for seconds in self.seconds]
        return statistics.median(scaled), min(scaled), max(scaled)


def ratio(one, other):
    """The median of the ratios per round, so that a disturbance of the machine affects both."""
    return statistics.median(a / b for a, b in zip(one.seconds, other.seconds))


class Contest:
    """A process with loaded data that runs contestants by name (see peers/contest.py)."""

    def __init__(self, command, environment=None):
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        try:
            self.first = self._read()
        except Failure:
            self.close()
            raise

    def _read(self):
        line = self.process.stdout.readline()
        if not line:
            raise Failure(f"{' '.join(map(str, self.process.args))} gave no answer")
        return json.loads(line)

    def run(self, name):
        try:
            self.process.stdin.write(name + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        return self._read()

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def alternate(turns, rounds):
    """Measures contestants; returns name to Series. `turns`: contests and names in them.

    Each runs once unmeasured, then `rounds` times in turn, each round starting with another. All
    must give the same digest.
    """
    found = {
        name: Series(contest.first["rows"], contest.first.get("about", ""))
        for contest, name in turns
    }
    for number in range(rounds + 1):
        start = number % len(turns)
        for contest, name in turns[start:] + turns[:start]:
            answer = contest.run(name)
            found[name].digests.add(answer["digest"])
            if number > 0:
                found[name].seconds.append(answer["seconds"])
    digests = set().union(*(series.digests for series in found.values()))
    if len(digests) != 1:
        raise Failure(
            "answers differ: "
            + ", ".join(f"{name} {sorted(s.digests)}" for name, s in found.items())
        )
    return found


@dataclasses.dataclass
class Program:
    """The times of one program, with its start-up."""

    seconds: list[float] = dataclasses.field(default_factory=list)
    peak_mib: float = 0.0

    def run(self, bench, command):
        """Measures a program with `schoolcat_bench program`."""
        done = subprocess.run([bench, "program", *command], capture_output=True, text=True)
        if done.returncode != 0:
            raise Failure(f"{' '.join(map(str, command))}: {done.stderr}")
        answer = json.loads(done.stdout)
        self.seconds.append(answer["seconds"])
        self.peak_mib = max(self.peak_mib, answer["peak_kib"] / 1024)

    def milliseconds(self):
        scaled = [seconds * 1e3 for seconds in self.seconds]
        return statistics.median(scaled), min(scaled), max(scaled)


def read_text(command):
    """The standard output of a program."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def read_json(command):
    return json.loads(read_text(command))


def processor():
    """The model of the processor, if the system reports it."""
    try:
        for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return "a processor that does not say its name"
