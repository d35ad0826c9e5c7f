# Shows the first twenty problems and counts all; earlier rows are already written.
{
    echo 'URN,teaching'
    echo '1,good'
    i=0
    while [ $i -lt 25 ]; do
        i=$((i + 1))
        echo "$i,wrong$i"
    done
} >many.csv
schoolcat evaluate rules.yaml many.csv --today 2009-01-31 --columns URN,category
