try() {
    schoolcat evaluate rules.yaml "$1" --today 2009-01-31 --columns URN,category
    echo "exit $?" >&2
}
printf 'URN,teaching\n1,good\n2,"good\n3,good\n' >open.csv
printf 'URN,teaching\n1,go"od\n' >inside.csv
printf 'URN,teaching\n1,"good" \n' >behind.csv
printf 'URN,teaching\n1,go\000od\n' >nul.csv
printf '\377\376U\000R\000N\000\n\000' >wide.csv
printf 'URN,teaching,N\351\n1,good,x\n' >header.csv
{
    printf 'URN,teaching\n1,"'
    head -c 1100000 /dev/zero | tr '\000' 'a'
} >long.csv
mkdir folder.csv
for file in open inside behind nul wide header long folder nowhere; do
    try $file.csv
done
rm long.csv
rmdir folder.csv
