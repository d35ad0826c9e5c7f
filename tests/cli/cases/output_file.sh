# The file name determines the format; links and permissions are kept.
umask 027
echo old >there.ndjson
chmod 600 there.ndjson
ln -s there.ndjson link.ndjson
schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 --columns URN,category -o link.ndjson
schoolcat evaluate rules.yaml schools.csv --today 2009-01-31 --columns URN,category --output new.csv 2>/dev/null
stat -c '%n %F %a' link.ndjson there.ndjson new.csv
