try() {
    schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 --columns URN,category "$@"
    echo "exit $?" >&2
}
try --set low_rank=5
try --set low_rank=101
try --set low_rnk=5
try --set low_rank=many --assume rank=low --assume rnk=1
