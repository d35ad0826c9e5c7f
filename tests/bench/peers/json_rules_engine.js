// json-rules-engine: rules as JSON, facts by name. Counts of aspects and the category are facts too.
'use strict';
const { Engine } = require('json-rules-engine');
const about = require('json-rules-engine/package.json').version;
const { ASPECTS, PATTERN, records, run } = require('./contest.js');

const is = (fact, value) => ({ fact, operator: 'equal', value });
const less = (fact, value) => ({ fact, operator: 'lessThan', value });
const more = (fact, value) => ({ fact, operator: 'greaterThan', value });
const least = (fact, value) => ({ fact, operator: 'greaterThanInclusive', value });
const among = (fact, value) => ({ fact, operator: 'in', value });

const FOUR = {
  any: [
    is('sef_overall', 4),
    is('ofsted_overall', 4),
    { all: [less('performance_percentile', 25), less('cva', 990)] },
    ...ASPECTS.map((aspect) => is(aspect, 4)),
    is('capacity_limited', true),
    more('budget_deficit_pct', 5),
    is('hs_threat', true),
    { fact: 'concern_note', operator: 'matches', value: PATTERN.source },
  ],
};
const ONE = {
  all: [
    least('performance_percentile', 75),
    among('groups_improving', ['most', 'all']),
    least('good_aspects', 6),
    least('outstanding_aspects', 3),
    is('ofsted_overall', 1),
    least('cva', 1005),
  ],
};
const TWO = {
  all: [
    least('performance_percentile', 50),
    among('groups_improving', ['some', 'most', 'all']),
    least('good_aspects', 5),
    among('ofsted_overall', [1, 2]),
  ],
};
const CONCERN = { any: [is('category', 4), least('complaints', 5), more('budget_deficit_pct', 2)] };
const INTENSIVE = {
  any: [
    { all: [is('category', 4), is('leadership_capacity', false)] },
    { all: [is('current_stage', 2), is('pace_ok', false)] },
  ],
};
const LIGHT = { any: [is('category', 4), is('leadership_capacity', true)] };

// Rules with higher priority run first; the first that holds sets the decision.
function makeEngine() {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator('matches', (text, pattern) => text !== null && PATTERN.test(text));
  const count = (test) => (_, almanac) =>
    Promise.all(ASPECTS.map((aspect) => almanac.factValue(aspect))).then((found) => found.filter(test).length);
  engine.addFact('good_aspects', count((grade) => grade === 1 || grade === 2));
  engine.addFact('outstanding_aspects', count((grade) => grade === 1));
  const rule = (decision, outcome, priority, conditions) =>
    engine.addRule({ conditions, priority, event: { type: decision, params: { outcome } } });
  rule('category', 4, 90, FOUR);
  rule('category', 1, 80, { all: [is('category', null), ONE] });
  rule('category', 2, 70, { all: [is('category', null), TWO] });
  rule('category', 3, 60, { all: [is('category', null)] });
  rule('support', 2, 50, { all: [is('category', 4)] });
  rule('support', 1, 50, { all: [is('category', 3)] });
  rule('support', 0, 50, { all: [among('category', [1, 2])] });
  rule('stage', 3, 40, { all: [CONCERN, INTENSIVE] });
  rule('stage', 2, 30, { all: [is('stage', null), CONCERN, LIGHT] });
  rule('stage', 1, 20, { all: [is('stage', null), CONCERN] });
  rule('stage', 0, 10, { all: [is('stage', null)] });
  engine.on('success', (event, almanac) => almanac.addRuntimeFact(event.type, event.params.outcome));
  return engine;
}

async function main() {
  const schools = records().map((school) => ({ ...school, category: null, support: null, stage: null }));
  const engine = makeEngine();
  async function decideAll() {
    const answers = [];
    for (const school of schools) {
      const { almanac } = await engine.run(school);
      const answer = ['category', 'support', 'stage'].map((decision) => almanac.factValue(decision));
      answers.push(await Promise.all(answer));
    }
    return answers;
  }
  await run(schools.length, { 'json-rules-engine': decideAll }, `json-rules-engine ${about}`);
}

main();
