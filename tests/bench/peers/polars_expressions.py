"""polars: when/then over columns, in one thread unless POLARS_MAX_THREADS is set."""

import os

os.environ.setdefault("POLARS_MAX_THREADS", "1")
import contest
import polars as pl
from polars import col


def read():
    path, rows = contest.arguments()
    types = {name: pl.Int8 for name in contest.GRADES}
    types.update({name: pl.Float64 for name in contest.NUMBERS})
    types.update({name: pl.Int32 for name in contest.COUNTS})
    types.update({name: pl.Boolean for name in contest.YES_NO})
    types.update({"groups_improving": pl.Enum(contest.EXTENTS), "concern_note": pl.String})
    return pl.read_csv(path, schema_overrides=types, n_rows=rows).drop("urn").rechunk()


def expressions():
    aspects = [col(name) for name in contest.ASPECTS]
    ones = pl.sum_horizontal(*[aspect == 1 for aspect in aspects])
    good = pl.sum_horizontal(*[aspect <= 2 for aspect in aspects])
    percentile, extent, ofsted = (
        col("performance_percentile"),
        col("groups_improving"),
        col("ofsted_overall"),
    )
    four = pl.any_horizontal(
        col("sef_overall") == 4,
        ofsted == 4,
        (percentile < 25) & (col("cva") < 990),
        *[aspect == 4 for aspect in aspects],
        col("capacity_limited"),
        col("budget_deficit_pct") > 5,
        col("hs_threat"),
        col("concern_note").str.contains("(?i)" + contest.PATTERN),
    )
    one = (percentile >= 75) & extent.is_in(["most", "all"]) & (good == 6) & (ones >= 3)
    one = one & (ofsted == 1) & (col("cva") >= 1005)
    two = (percentile >= 50) & extent.is_in(["some", "most", "all"]) & (good >= 5) & (ofsted <= 2)
    category = pl.when(four).then(4).when(one).then(1).when(two).then(2).otherwise(3).cast(pl.Int8)
    is_4 = col("category") == 4
    support = pl.when(is_4).then(2).when(col("category") == 3).then(1).otherwise(0).cast(pl.Int8)
    concern = is_4 | (col("complaints") >= 5) | (col("budget_deficit_pct") > 2)
    intensive = (is_4 & ~col("leadership_capacity")) | (
        (col("current_stage") == 2) & ~col("pace_ok")
    )
    level = pl.when(intensive).then(3).when(is_4 | col("leadership_capacity")).then(2).otherwise(1)
    stage = pl.when(concern).then(level).otherwise(0).cast(pl.Int8)
    return category, support, stage


def main():
    schools = read()
    category, support, stage = expressions()

    def decide():
        lazy = schools.lazy().with_columns(category=category)
        return lazy.select("category", support=support, stage=stage).collect()

    def bytes_of(found):
        return contest.together(*(found[name].cast(pl.UInt8).to_numpy() for name in found.columns))

    contest.run(
        schools.height, {"polars": (decide, bytes_of)}, f"polars {pl.__version__}, one thread"
    )


main()
