schoolcat explain rules.yaml schools.csv --key leadership=x --today 2009-01-31 | head -n 1
printf 'urn,name,teaching\n' >twins.csv
i=0
while [ $i -lt 22 ]; do
    i=$((i + 1))
    echo "7,Invented twin $i,good" >>twins.csv
done
schoolcat explain rules.yaml twins.csv --key URN=7 --today 2009-01-31
