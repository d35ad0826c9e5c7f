schoolcat evaluate stockton schools.csv --today 2009-01-31 --columns URN,category,category_possible
echo "exit $?" >&2
SCHOOLCAT_RULES= schoolcat evaluate --rules-dir "$SCHOOLCAT_RULES" stockton schools.csv --today 2009-01-31 --columns category
