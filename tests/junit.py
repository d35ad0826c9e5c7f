"""junit.py RESULTS NAME: summarises the JUnit results of ctest.

Prints a line with the numbers of passed, failed and skipped tests, then a line for each skipped
test or test case with its reason.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree

# The reasons printed by tests that exit with 77, and by cases that cmocka or unittest skips.
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
