// Shared by the JavaScript peers: reading the CSV of the workload, and the protocol of contest.py.
'use strict';
const fs = require('fs');
const readline = require('readline');

const ASPECTS = ['achievement', 'personal_dev', 'teaching', 'curriculum', 'care', 'leadership'];
const TEXTS = new Set(['groups_improving', 'concern_note']);
const PATTERN = /special measures|notice to improve/i;

// One line of the workload: no field spans lines or contains quotes.
function fields(line) {
  return Array.from(line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g), (found) => found[1] ?? found[2]);
}

function value(name, text) {
  if (text === '') return null;
  if (TEXTS.has(name)) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  return Number(text);
}

// The rows as objects, null for missing values. Arguments of the program: DATA.csv ROWS
function records() {
  const lines = fs.readFileSync(process.argv[2], 'utf8').split('\n');
  const names = fields(lines[0]);
  return lines.slice(1, 1 + Number(process.argv[3])).map((line) => {
    const school = {};
    fields(line).forEach((text, i) => {
      if (names[i] !== 'urn') school[names[i]] = value(names[i], text);
    });
    return school;
  });
}

// FNV-1a over category, support and stage of each row.
function digest(answers) {
  let sum = 0xcbf29ce484222325n;
  for (const answer of answers)
    for (const byte of answer) sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  return sum.toString(16).padStart(16, '0');
}

// `contestants`: name to a function that returns [category, support, stage] for every row, or a
// promise of it.
async function run(rows, contestants, about) {
  console.log(JSON.stringify({ rows, contestants: Object.keys(contestants), about }));
  for await (const name of readline.createInterface({ input: process.stdin })) {
    const start = process.hrtime.bigint();
    const answers = await contestants[name]();
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    console.log(JSON.stringify({ name, rows, seconds, digest: digest(answers) }));
  }
}

module.exports = { ASPECTS, PATTERN, records, run };
