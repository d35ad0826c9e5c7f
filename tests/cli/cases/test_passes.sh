schoolcat test rules.tests.yaml --junit results.xml
