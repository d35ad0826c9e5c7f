"""DuckDB: CASE WHEN over a table in memory, in one thread."""

import contest
import duckdb

CATEGORY = """
    CASE WHEN sef_overall = 4 OR ofsted_overall = 4 OR (performance_percentile < 25 AND cva < 990) OR {inadequate}
              OR capacity_limited OR budget_deficit_pct > 5 OR hs_threat
              OR regexp_matches(concern_note, '{pattern}', 'i') THEN 4
         WHEN performance_percentile >= 75 AND groups_improving IN ('most', 'all') AND {good} = 6 AND {ones} >= 3
              AND ofsted_overall = 1 AND cva >= 1005 THEN 1
         WHEN performance_percentile >= 50 AND groups_improving IN ('some', 'most', 'all') AND {good} >= 5
              AND ofsted_overall <= 2 THEN 2
         ELSE 3 END::UTINYINT
"""
QUERY = """
    SELECT category,
           CASE category WHEN 4 THEN 2 WHEN 3 THEN 1 ELSE 0 END::UTINYINT AS support,
           CASE WHEN category = 4 OR complaints >= 5 OR budget_deficit_pct > 2 THEN
               CASE WHEN (category = 4 AND NOT leadership_capacity) OR (current_stage = 2 AND NOT pace_ok) THEN 3
                    WHEN category = 4 OR leadership_capacity THEN 2 ELSE 1 END
               ELSE 0 END::UTINYINT AS stage
    FROM (SELECT *, {category} AS category FROM schools)
"""


def query():
    def count(condition):
        return (
            "("
            + " + ".join(
                f"coalesce({aspect} {condition}, false)::TINYINT" for aspect in contest.ASPECTS
            )
            + ")"
        )

    inadequate = " OR ".join(f"{aspect} = 4" for aspect in contest.ASPECTS)
    category = CATEGORY.format(
        inadequate=inadequate, pattern=contest.PATTERN, good=count("<= 2"), ones=count("= 1")
    )
    return QUERY.format(category=category)


def main():
    path, rows = contest.arguments()
    types = {name: "TINYINT" for name in contest.GRADES}
    types.update({name: "DOUBLE" for name in contest.NUMBERS})
    types.update({name: "INTEGER" for name in contest.COUNTS})
    types.update({name: "BOOLEAN" for name in contest.YES_NO})
    types.update({"groups_improving": "extent", "concern_note": "VARCHAR"})
    connection = duckdb.connect()
    connection.execute(
        "SET threads = 1; CREATE TYPE extent AS ENUM ('none', 'some', 'most', 'all')"
    )
    connection.execute(
        "CREATE TABLE schools AS SELECT * EXCLUDE urn FROM read_csv(?, types = ?) LIMIT ?",
        [path, types, rows],
    )
    text = query()
    contest.run(
        rows,
        {
            "DuckDB": (
                lambda: connection.execute(text).fetchnumpy(),
                lambda found: contest.together(found["category"], found["support"], found["stage"]),
            )
        },
        f"DuckDB {duckdb.__version__}, one thread",
    )


main()
