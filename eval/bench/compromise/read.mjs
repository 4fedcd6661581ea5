// compromise reads running text and writes the names of each article, a JSON line an article:
//
//   node read.mjs FILE... [--part N/M] > entities.jsonl
//
// As its documentation shows: one document an article, `people()`, `places()`, `organizations()`, and `json({offset: true})`.
// Of a person the title before it is not part, and a place with a comma in it ("Paris, France") is two. Offsets count UTF-16.
import { readFileSync, writeSync } from 'node:fs'
import nlp from 'compromise'

const files = process.argv.slice(2)
let part = [1, 1]
if (files.at(-2) === '--part') part = files.splice(-2)[1].split('/').map(Number)

function* pieces(terms, label) {
  let first = label === 'PER' ? terms.findIndex((term) => !term.tags.includes('Honorific')) : 0
  if (first < 0) return
  for (let at = first; at < terms.length; at++) {
    if (at + 1 === terms.length || terms[at].post.includes(',')) {
      yield [terms[first].offset.start, terms[at].offset.start + terms[at].text.length, label]
      first = at + 1
    }
  }
}

function names(text) {
  const document = nlp(text)
  const found = { PER: document.people(), LOC: document.places(), ORG: document.organizations() }
  return Object.entries(found).flatMap(([label, matches]) =>
    matches.json({ offset: true }).flatMap((match) => [...pieces(match.terms, label)]))
}

function write(text) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at)
}

let told
for (const file of files) {
  let texts = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line).text)
  if (file === files.at(-1)) texts = texts.filter((_, at) => at % part[1] === part[0] - 1)
  const start = performance.now()
  texts.forEach((text, id) => write(JSON.stringify({ id, entities: names(text) }) + '\n'))
  const words = texts.reduce((sum, text) => sum + text.split(/\s+/).filter(Boolean).length, 0)
  told = { seconds: (performance.now() - start) / 1000, words }
}
process.stderr.write(JSON.stringify(told) + '\n')
