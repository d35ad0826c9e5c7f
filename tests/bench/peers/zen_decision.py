"""GoRules ZEN: a graph of one expression node, called per record and once for all records."""

import importlib.metadata
import json

import contest
import zen

GRADES = "[" + ", ".join(contest.ASPECTS) + "]"
FOUR = f"""sef_overall == 4 or ofsted_overall == 4
    or (performance_percentile != null and performance_percentile < 25 and cva != null and cva < 990)
    or some({GRADES}, # == 4) or capacity_limited == true
    or (budget_deficit_pct != null and budget_deficit_pct > 5) or hs_threat == true
    or (concern_note != null and matches(concern_note, '(?i){contest.PATTERN}'))"""
ONE = f"""performance_percentile != null and performance_percentile >= 75 and groups_improving in ['most', 'all']
    and count({GRADES}, # == 1 or # == 2) == 6 and count({GRADES}, # == 1) >= 3 and ofsted_overall == 1
    and cva != null and cva >= 1005"""
TWO = f"""performance_percentile != null and performance_percentile >= 50 and groups_improving in ['some', 'most', 'all']
    and count({GRADES}, # == 1 or # == 2) >= 5 and ofsted_overall in [1, 2]"""
CONCERN = """$.category == 4 or (complaints != null and complaints >= 5)
    or (budget_deficit_pct != null and budget_deficit_pct > 2)"""
INTENSIVE = """($.category == 4 and leadership_capacity == false) or (current_stage == 2 and pace_ok == false)"""
LIGHT = "$.category == 4 or leadership_capacity == true"


def graph():
    expressions = {
        "category": f"({FOUR}) ? 4 : ({ONE}) ? 1 : ({TWO}) ? 2 : 3",
        "support": "$.category == 4 ? 2 : $.category == 3 ? 1 : 0",
        "stage": f"({CONCERN}) ? (({INTENSIVE}) ? 3 : ({LIGHT}) ? 2 : 1) : 0",
    }
    listed = [
        {"id": key, "key": key, "value": " ".join(value.split())}
        for key, value in expressions.items()
    ]
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "content": {}},
        {
            "id": "rules",
            "name": "rules",
            "type": "expressionNode",
            "content": {"expressions": listed},
        },
        {"id": "out", "name": "out", "type": "outputNode", "content": {}},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "rules"},
        {"id": "2", "type": "edge", "sourceId": "rules", "targetId": "out"},
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def main():
    schools = contest.records()
    content = zen.ZenDecisionContent(graph())  # compiled once: the fastest interface
    engine = zen.ZenEngine({"loader": lambda key: content})
    requests = [{"key": "category", "context": school} for school in schools]

    def bytes_of(answers):
        return contest.together(
            *([int(answer[key]) for answer in answers] for key in ("category", "support", "stage"))
        )

    contest.run(
        len(schools),
        {
            "ZEN, a record": (
                lambda: [engine.evaluate("category", school) for school in schools],
                lambda found: bytes_of([each["result"] for each in found]),
            ),
            "ZEN, batch": (
                lambda: engine.evaluate_batch(requests),
                lambda found: bytes_of([each["data"]["result"] for each in found]),
            ),
        },
        f"zen-engine {importlib.metadata.version('zen-engine')}",
    )


main()
