# Checks exit codes and files; unit tests have the texts of reports.
sed 's/category: 2/category: 1/' rules.tests.yaml >wrong.tests.yaml
schoolcat test wrong.tests.yaml rules.tests.yaml --junit results.xml >report
echo "exit $?"
grep -c 'passed' report
sed -i '/^because/d' results.xml
sed 's/teaching: inadequate/teachin: inadequate/' rules.tests.yaml >broken.tests.yaml
schoolcat test broken.tests.yaml --junit broken.xml 2>problems
echo "exit $?"
grep -o "did you mean 'teaching'" problems
schoolcat test nowhere.tests.yaml 2>problems
echo "exit $?"
grep -q nowhere problems && echo said
schoolcat test rules.tests.yaml --junit nowhere/results.xml >report
echo "exit $?"
schoolcat test rules.tests.yaml --coverage | grep -c never
rm report problems wrong.tests.yaml broken.tests.yaml
