cat >broken.yaml <<'END'
schoolcat: 1
authority: Invented Council
title: Broken
indicators:
  rank: {type: number}
decisions:
  category:
    choose: first
    outcomes: [good, bad]
    rules:
      - {id: low, then: bad, when: rnk < 25}
END
schoolcat evaluate broken.yaml schools.csv --today 2009-01-31
echo "exit $?" >&2
schoolcat evaluate nowhere.yaml schools.csv --today 2009-01-31
echo "exit $?" >&2
schoolcat check broken.yaml
echo "exit $?"
schoolcat check broken.yaml --format compact
schoolcat check broken.yaml --format github
schoolcat check broken.yaml rules.yaml nowhere.yaml --format json
