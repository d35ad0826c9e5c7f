"""prose.py SOURCE_FOLDER: finds expressions that have a plainer standard term.

In sources only comments are checked, in Markdown all text outside code blocks and `code`.
"""
import io
import pathlib
import re
import sys
import tokenize

# Expression, what to write instead.
EXPRESSIONS = [
    (r"told", "say what is passed, given or reported"),
    (r"comes? to|came to", "evaluates to, results in, is"),
    (r"stands? (?:beside|for|in|on|at|before|behind|there)", "is, means, precedes, follows"),
    (r"the law of|laws of the house", "rule, convention"),
    (r"asked for", "requested"),
    (r"at hand", "available, known"),
    (r"nothing but", "only"),
    (r"by itself", "alone, automatically"),
    (r"beyond", "after, outside, more than"),
    (r"hereof|thereof|whatsoever|lest", "plain words"),
]
COMMENTS = {
    r"\.(?:c|h|inc|def|i)$": r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'',
    r"\.sh$|CMakeLists\.txt$|\.cmake$": r"(?m:^\s*#.*$)",
    r"\.lua$": r"(?m:--.*$)",
}
SKIPPED = ("build", ".git", "tests/build/prose.py", "tests/explain")


def comments(path):
    """Line number and text of each comment, or of each paragraph of a document."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = re.sub(r"^```.*?^```", lambda m: re.sub(r"[^\n]", " ", m.group()), text,
                      flags=re.M | re.S)
        text = re.sub(r"`[^`\n]*`", lambda m: " " * len(m.group()), text)
        yield 1, text
        return
    if path.suffix == ".py":
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT or token.string.startswith('"""'):
                yield token.start[0], token.string
    for names, pattern in COMMENTS.items():
        if re.search(names, path.name):
            for match in re.finditer(pattern, text, re.S):
                if match.group()[0] not in "\"'":
                    yield text.count("\n", 0, match.start()) + 1, match.group()


def check(top):
    problems = 0
    for path in sorted(top.rglob("*")):
        name = path.relative_to(top).as_posix()
        if not path.is_file() or name.startswith(SKIPPED):
            continue
        if path.suffix not in (".md", ".py") and not any(
                re.search(names, path.name) for names in COMMENTS):
            continue
        for line, text in comments(path):
            for expression, instead in EXPRESSIONS:
                spaced = expression.replace(" ", r"(?:\s|\*|#|-)+")
                for match in re.finditer(rf"\b(?:{spaced})\b", text, re.I):
                    problems += 1
                    at = line + text.count("\n", 0, match.start())
                    found = " ".join(match.group().split())
                    print(f"{name}:{at}: '{found}': better {instead}")
    return problems


if __name__ == "__main__":
    found = check(pathlib.Path(sys.argv[1]))
    print(f"{found} problems")
    sys.exit(1 if found else 0)
