"""junit.py RESULTS NAME: what ctest wrote down, as a line 'passed failed skipped' and a line for each skipped test or case."""

import re
import sys
import xml.etree.ElementTree as ElementTree

# A test that exits with 77 says why; so does a case that cmocka or unittest skips within a test that passes.
CASE = re.compile(r"\[  SKIPPED \][^\n]*|\bskipped(?:=\d+|:[^\n]*)|\.\.\. skipped [^\n]*")


def main():
    passed = failed = skipped = 0
    lines = []
    for test in ElementTree.parse(sys.argv[1]).getroot().iter("testcase"):
        output = test.findtext("system-out") or ""
        status = test.get("status")
        name = f"{sys.argv[2]}: {test.get('name')}"
        reasons = list(dict.fromkeys(" ".join(found.split()) for found in CASE.findall(output)))
        if status == "run":
            passed += 1
        elif status == "fail":
            failed += 1
        else:
            skipped += 1
            reasons = reasons or [" ".join((output or status).split())[-160:]]
        lines += [f"  {name}: {reason}" for reason in reasons if status != "fail"]
    print(passed, failed, skipped)
    print("\n".join(lines), end="\n" if lines else "")


main()
