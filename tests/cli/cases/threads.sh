# Thousands of rows: the result does not depend on the number of threads; each problem occurs once.
rows() {
    awk 'BEGIN {
        print "URN,teaching,rank,complaints"
        for (i = 1; i <= 9000; i++)
            print 900000 + i "," i % 4 + 1 "," i % 101 "," (i % 7 ? i % 3 : "")
    }'
}
evaluate() {
    schoolcat evaluate rules.yaml many.csv --today 2009-01-31 --columns URN,category,category_needs,leader "$@"
    echo "exit $?" >&2
}
rows >many.csv
for threads in 1 2 5; do
    evaluate --threads $threads -o result$threads.csv
done
cmp result1.csv result2.csv && cmp result1.csv result5.csv && wc -l <result1.csv
evaluate --threads 3 >/dev/full
rows | sed '8001s/,[0-9]*,/,excellent,/' >many.csv
evaluate --threads 3 -o none.csv
evaluate --threads 3 | tail -n 1
{
    rows
    echo '1,"'
} >many.csv
evaluate --threads 3 | tail -n 1
evaluate --threads 0
evaluate --threads 65
evaluate --threads two
rm many.csv result*.csv
