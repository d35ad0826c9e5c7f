// A JavaScript function, called for each record.
'use strict';
const { ASPECTS, PATTERN, records, run } = require('./contest.js');

function isCategory4(school) {
  if (school.sef_overall === 4 || school.ofsted_overall === 4) return true;
  const { performance_percentile: percentile, cva } = school;
  if (percentile !== null && percentile < 25 && cva !== null && cva < 990) return true;
  for (const aspect of ASPECTS) if (school[aspect] === 4) return true;
  if (school.capacity_limited || school.budget_deficit_pct > 5 || school.hs_threat) return true;
  return school.concern_note !== null && PATTERN.test(school.concern_note);
}

function category1To3(school) {
  const { performance_percentile: percentile, groups_improving: extent, ofsted_overall: ofsted } = school;
  if (!(percentile >= 50) || extent === null || extent === 'none') return 3;
  let ones = 0;
  let good = 0;
  for (const aspect of ASPECTS) {
    const grade = school[aspect];
    if (grade === 1) ones++;
    if (grade === 1 || grade === 2) good++;
  }
  if (percentile >= 75 && extent !== 'some' && good === 6 && ones >= 3 && ofsted === 1 && school.cva >= 1005) return 1;
  return good >= 5 && (ofsted === 1 || ofsted === 2) ? 2 : 3;
}

function stageOf(school, is4) {
  if (!is4 && !(school.complaints >= 5) && !(school.budget_deficit_pct > 2)) return 0;
  if ((is4 && school.leadership_capacity === false) || (school.current_stage === 2 && school.pace_ok === false)) return 3;
  return is4 || school.leadership_capacity ? 2 : 1;
}

function decide(school) {
  const category = isCategory4(school) ? 4 : category1To3(school);
  return [category, category === 4 ? 2 : category === 3 ? 1 : 0, stageOf(school, category === 4)];
}

const schools = records();
run(schools.length, { 'JavaScript function': () => schools.map(decide) }, `Node ${process.versions.node}`);
