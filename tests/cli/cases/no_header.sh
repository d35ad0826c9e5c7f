printf '900001,Invented Primary,good\n900002,Invented High,good\n' >headless.csv
schoolcat evaluate rules.yaml headless.csv --today 2009-01-31
