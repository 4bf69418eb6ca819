// Finds questions, and words that are explained, as a reader types. first.js loads it once the reader touches a
// search field; nothing of what is typed leaves the site or is kept.

(() => {
const said = document.getElementById("search-words").dataset;
const site = globalThis.siteSearch;
const home = new URL("./", new URL(said.index, document.baseURI));
const MOST = 8; // Questions below a field; the page shows more.
const MOST_ON_PAGE = 24;
const MOST_EXPLAINED = 2; // Words that are explained, beside the questions.
const SHORTEST_BEGINNING = 4; // Letters of such a word that must be typed, if it is not all of it.
const WAIT = 80; // Milliseconds after the last key.
const LATE = 600; // Milliseconds after which a reader is told that the search is at work.
const PATIENCE = 3000; // How long, once, what was found waits for the list of dangers.
const GUESS = 0.6; // How much a corrected word counts beside words that are known.
const LETTER = 0.3; // How much a letter counts of a pair that is nowhere.
const URGENT = 1.2; // How much a phrase counts that names a danger.
const ALONE = 0.4; // How much one telling word counts that asks for a question by itself.

// The index, as search_index.py makes it --------------------------------------------------

const FIRST_SIGN = 35;
const LAST_DIGITS = 80;
const DIGITS = 12;
const STEPS = 2;
const LENGTH = 0.2; // How much it counts against an answer that it is long,
const RARITY = 0.6; // for a word that few have,
const SATURATION = 3; // for one that stands there again,
const SIMILARITY = 6; // and against a word that it is longer than the one typed.
const HASH = 0xffffff; // Bits of a checksum,
const LOW = 13; // of which so many are told as they are, in digits of this base.
const BASE = 91;
const SHORTEST_STEM = 3;
const OF_TITLE = 18; // How much a word of a title counts, and one of a short answer,
const OF_ANSWER = 5; // where nothing of the index can be used.
const LONGEST = 40; // Words of a phrase.
const UNMARKED = 0.3; // How much a word counts whose vowel signs are not those typed.

let tools;

async function load() {
  tools ??= opened(await site.load("index"));
  return tools;
}

function opened(index) {
  const rules = { ...index, ...texts(index) };
  const own = { rules, marks: new RegExp(rules.marks, "gu"), unspaced: new RegExp(rules.unspaced, "u") };
  own.stop = new Set(rules.stop);
  own.found = new Map();
  const [titles, answers, labels] = [rules.titles, rules.answers, rules.labels].map((lines) => lines.split("\n"));
  const sections = numbers(rules.section).map((number) => rules.sections[number]);
  own.records = titles.map((title, number) => ({
    title,
    answer: answers[number],
    english: rules.english[number],
    section: sections[number],
    place: rules.place.replace("*", labels[number]),
    lang: rules.langs[number],
  }));
  // In the order in which the index counts them.
  const shown = own.records.flatMap(({ title, answer }) => [title, answer]);
  const [seen, others] = vocabulary(written([...shown, ...rules.stop].join("\n").toLowerCase()), own);
  const [further] = vocabulary(frontCoded(rules.words), own);
  own.spelled = new Map([...further, ...seen]);
  own.vocabulary = [...own.spelled.keys()].sort();
  const terms = new Set([...own.vocabulary, ...others, ...frontCoded(rules.others)]);
  own.terms = new Map();
  own.asking = new Map();
  // A browser may know letters that the machine which made the index did not, or the other way round.
  if (terms.size === rules.terms) weighTerms(terms, own);
  else weighWhatIsShown(own);
  const stems = bare(own.classes.map(({ stem }) => stem).join("\n")).split("\n");
  own.classes.forEach((one, place) => {
    one.bare = stems[place];
  });
  own.average = rules.lengths.reduce((sum, length) => sum + length, 0) / rules.lengths.length;
  // Which checksums ask for which question.
  [own.sums, own.asked] = [[], []];
  const far = numbers(rules.far);
  const low = (place) => rules.near.charCodeAt(place) - FIRST_SIGN;
  numbers(rules.asked).forEach((count, number) => {
    for (let sum = 0, end = own.sums.length + count; own.sums.length < end;) {
      const at = own.sums.length;
      sum += low(2 * at) * BASE + low(2 * at + 1) + far[at] * 2 ** LOW;
      own.sums.push(sum);
      own.asked.push(number);
    }
  });
  own.explained = explainedWords(own);
  return own;
}

/** The texts of the index, in which letters have changed places, in pairs, since they are shorter so. */
function texts({ exchanged, texts: text }) {
  const others = new Uint16Array(1 << 16);
  for (let at = 0; at < exchanged.length; at += 1) others[exchanged.charCodeAt(at)] = exchanged.charCodeAt(at ^ 1);
  const codes = new Uint16Array(text.length);
  for (let at = 0; at < codes.length; at += 1) {
    const code = text.charCodeAt(at);
    codes[at] = others[code] || code;
  }
  return JSON.parse(new TextDecoder("utf-16le").decode(codes));
}

/** The terms in the order of the index, with what it says of each. */
function weighTerms(terms, own) {
  const [backs, counts, gaps, steps, asks] = ["classes", "counts", "gaps", "weights", "asks"].map((name) => numbers(own.rules[name]));
  own.classes = counts.map((count) => ({ count, from: 0, stem: "" }));
  // All in one list: thousands of small ones cost a phone more than the search.
  own.steps = steps;
  own.numbers = gaps;
  let at = 0;
  for (const one of [...own.classes].sort((a, b) => a.count - b.count)) {
    one.from = at;
    for (let number = -1; at < one.from + one.count; at += 1) {
      number += gaps[at];
      gaps[at] = number;
    }
  }
  let next = 0;
  let place = 0;
  at = 0;
  for (const term of terms) {
    const one = own.classes[next - backs[place]];
    if (backs[place]) one.stem = term.slice(0, Math.max(common(one.stem, term), SHORTEST_STEM));
    else [one.stem, next] = [term, next + 1];
    own.terms.set(term, one);
    const end = at + 1 + asks[at];
    if (asks[at]) own.asking.set(term, asks.slice(at + 1, end).map((nth) => gaps[one.from + nth]));
    [at, place] = [end, place + 1];
  }
}

/** The terms of titles and short answers, where the index counts other terms than this browser. */
function weighWhatIsShown(own) {
  const found = new Map();
  own.records.forEach(({ title, answer }, number) => {
    for (const [text, weight] of [[title, OF_TITLE], [answer, OF_ANSWER]]) {
      for (const term of fold(text, own).flatMap((word) => [...new Set(partsOf(word, own))])) {
        if (!found.has(term)) found.set(term, new Map());
        found.get(term).set(number, (found.get(term).get(number) ?? 0) + weight);
      }
    }
  });
  [own.numbers, own.steps] = [[], []];
  for (const [stem, weights] of found) {
    own.terms.set(stem, { stem, from: own.numbers.length, count: weights.size });
    own.numbers.push(...weights.keys());
    own.steps.push(...[...weights.values()].map((weight) => STEPS * Math.log2(weight)));
  }
  own.classes = [...own.terms.values()];
}

function written(text) {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Written words by what they are folded to, and parts of the other words, as search_records.py makes them. */
function vocabulary(all, own) {
  const words = new Map();
  const others = new Set();
  const each = [...new Set(all)];
  // All at once, since there may be hundreds of folds.
  foldLetters(each.join("\n"), own).split("\n").forEach((letters, place) => {
    const parts = split(letters, own);
    const folded = parts.join("");
    const isShort = [...folded].length < (/^[\0-\x7f]*$/.test(folded) ? 2 : 3);
    if (isShort || own.unspaced.test(folded)) for (const part of parts.flatMap((one) => partsOf(one, own))) others.add(part);
    else if (!words.has(folded)) words.set(folded, each[place]);
  });
  return [words, others];
}

/** A word, or letters and pairs of letters of a script without spaces. */
function partsOf(word, own) {
  const found = [];
  for (const run of runs(word, own)) {
    if (!own.unspaced.test(run)) {
      found.push(run);
      continue;
    }
    const letters = [...run];
    found.push(...letters);
    for (let at = 1; at < letters.length; at += 1) found.push(letters[at - 1] + letters[at]);
  }
  return found;
}

/** Words of which each says how many letters of the one before it begins with. */
function frontCoded(text) {
  const isPlain = !/[\ud800-\udfff]/.test(text);
  let before = "";
  return (text.match(/[A-Z][^A-Z]*/g) ?? []).map((part) => {
    const same = part.charCodeAt(0) - 65;
    before = (isPlain ? before.slice(0, same) : [...before].slice(0, same).join("")) + part.slice(1);
    return before;
  });
}

function numbers(text) {
  const found = [];
  let number = 0;
  let worth = 1;
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - FIRST_SIGN;
    if (digit < LAST_DIGITS) {
      found.push(number + digit * worth);
      [number, worth] = [0, 1];
    } else {
      number += (digit - LAST_DIGITS) * worth;
      worth *= DIGITS;
    }
  }
  return found;
}

/** How much each question says of a term, by its number: BM25 over all words that begin with its stem. */
function scored(term, own) {
  const { lengths } = own.rules;
  const weights = new Map();
  for (const [{ from, count }, more, isMarked] of meant(term, own)) {
    const similarity = Math.exp(SIMILARITY * (Math.exp(-((more / 2) ** 2) / 2) - 1)) * (isMarked ? 1 : UNMARKED);
    for (let at = from; at < from + count; at += 1) {
      const number = own.numbers[at];
      weights.set(number, (weights.get(number) ?? 0) + 2 ** (own.steps[at] / STEPS) * similarity);
    }
  }
  const rarity = Math.log((lengths.length - weights.size + 0.5) / (weights.size + 0.5) + 1);
  const score = (weight, length) => {
    const again = ((SATURATION + 1) * weight) / (SATURATION * (1 - LENGTH + LENGTH * length) + weight);
    const plain = Math.min((5 * weight) / own.average, SATURATION + 1);
    return rarity * (RARITY * again + (1 - RARITY) * plain);
  };
  return new Map([...weights].map(([number, weight]) => [number, score(weight, lengths[number] / own.average)]));
}

/** The classes of words that a term may mean, how many letters longer they are, and whether their marks are those typed. */
function meant(term, { terms, classes }) {
  const stem = terms.get(term)?.stem ?? term;
  const start = bare(stem);
  const found = new Map();
  for (const one of classes) {
    if (one.bare.startsWith(start)) found.set(one, [one, one.bare.length - start.length, one.stem.startsWith(stem)]);
  }
  if (terms.has(term)) return [...found.values()];
  let most = Math.max(4, term.length - 3);
  const bent = [];
  for (const [word, one] of terms) {
    const shared = common(word, term);
    if (shared === term.length) {
      if (!found.has(one)) found.set(one, [one, 0, true]);
    } else if (shared >= most && word.length - shared <= 3) bent.push([shared, one]);
  }
  if (found.size) return [...found.values()];
  const longest = Math.max(...bent.map(([shared]) => shared));
  return [...new Set(bent.filter(([shared]) => shared === longest).map(([, one]) => one))].map((one) => [one, 0, true]);
}

/** The first thirty bits of a checksum (CRC-32), as Python's zlib makes it; it goes on from one text to the next. */
function checksum(text, before = 0) {
  let sum = ~before;
  for (const byte of new TextEncoder().encode(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum;
}

// What is typed is folded as the index is -------------------------------------------------

let guard;
let isLate = false;
let patience;

/** What names a danger, with the questions that help. It stands in a small file of its own, so that nothing of the
 * index keeps it, and no list of the language changes how a danger is folded or where it leads. */
async function dangers() {
  const { rules, questions, guarded, common } = await site.load("dangers");
  guard ??= {
    plain: { rules, marks: new RegExp(rules.marks, "gu") },
    named: new Map(),
    ...spelling(guarded.flatMap(([, forms]) => written(forms)), common),
    guarded: guarded.map(([number, forms]) => [questions[number], new RegExp(forms.replaceAll("*", "[^ ]*").replaceAll("…", "(?: [^ ]+){0,9}"), "u")]),
  };
  return guard;
}

/** The same, or an error if it does not come for long. What hangs once is waited for no second time. */
function dangersInTime() {
  patience ??= new Promise((_, reject) => setTimeout(() => {
    isLate = !guard;
    reject(new Error("The list of dangers is late"));
  }, PATIENCE));
  return guard ? dangers() : Promise.race([dangers(), patience]);
}

/** What corrects a word to one that names a danger, unless it is such a word already or a common one. */
function spelling(words, common) {
  return { known: new Set([...words, ...common]), vocabulary: words, sure: 8, farthest: 1 };
}

function foldLetters(text, own) {
  const { rules, marks } = own;
  let folded = text.normalize("NFKD").toLowerCase().replace(marks, "");
  for (const [from, to] of rules.letters) folded = folded.replaceAll(from, to);
  const [old = [], folds] = (own.folds ??= rules.folds.map((some) => some.split("|")));
  // Of a thousand folds of a language few concern a text.
  const there = new Set(folded);
  old.forEach((from, place) => {
    if (!there.has(String.fromCodePoint(from.codePointAt(0)))) return;
    folded = folded.replaceAll(from, () => folds[place]);
    for (const letter of folds[place]) there.add(letter);
  });
  return folded;
}

function fold(text, own) {
  return split(foldLetters(text, own), own);
}

function split(folded, { rules }) {
  return written(folded).map((word) => {
    const letters = [...word].length;
    const prefix = rules.prefixes.find(
      (one) => word.startsWith(one) && letters - [...one].length >= rules.shortest,
    );
    return prefix ? word.slice(prefix.length) : word;
  });
}

function runs(word, own) {
  own.runs ??= new RegExp(`${own.rules.unspaced}+|(?:(?!${own.rules.unspaced}).)+`, "gu");
  return word.match(own.runs) ?? [];
}

function terms(words, own) {
  return words.flatMap((word) => runs(word, own)).flatMap((run) => {
    const letters = [...run];
    if (!own.unspaced.test(run) || letters.length === 1) return [run];
    return letters.slice(1).map((letter, place) => letters[place] + letter);
  });
}

/** Folded words with a space around each, and around letters of scripts without spaces. */
function spaced(words, own) {
  own.single ??= new RegExp(own.rules.unspaced, "gu");
  const parted = words.join(" ").replace(own.single, " $& ");
  return ` ${parted.trim().replace(/ +/g, " ")} `;
}

/** Questions that a phrase within what is typed asks for, with the share of it that the phrase is.
 * `left` says that words which say little were left out. */
function askedFor(words, left, tools) {
  const parts = spaced(words, tools).trim().split(" ");
  const longest = new Map();
  if (!words.length) return [];
  // One word of several is already weighed as a word.
  if (parts.length === 1) for (const number of tools.asking.get(parts[0]) ?? []) longest.set(number, 1);
  const sizes = new Map();
  parts.forEach((part, from) => {
    let sum = 0;
    parts.slice(from, from + LONGEST).forEach((next, more) => {
      sum = checksum(more ? ` ${next}` : next, sum);
      sizes.set(sum & HASH, Math.max(more + 1, sizes.get(sum & HASH) ?? 0));
    });
  });
  tools.sums.forEach((sum, at) => {
    const [size, number] = [sizes.get(sum), tools.asked[at]];
    if (size) longest.set(number, Math.max(size, longest.get(number) ?? 0));
  });
  return [...longest].map(([number, size]) => {
    // Who names a danger must see what to do, whatever else is typed.
    const isUrgent = size > 1 && tools.rules.urgent.includes(number);
    return [number, isUrgent ? URGENT : left && parts.length === 1 ? ALONE : size / parts.length];
  });
}

/** Where the questions stand that a danger led to, which look like help wherever they are listed. */
const urgent = new Set();

/** The dangers that a text names, as it is typed and as it is meant. It is asked again once the index is there. */
function dangersIn(text, { guarded, plain, named, ...spelled }) {
  if (!named.has(text)) {
    const words = fold(text, plain);
    const meant = words.map((word) => (spelled.known.has(word) ? word : (correct(word, spelled)?.folded ?? word)));
    const typed = [words, meant].map((some) => spaced(some, plain));
    named.set(text, new Set(guarded.filter(([, forms]) => typed.some((some) => forms.test(some)))));
  }
  return named.get(text);
}

/** The questions that help in the dangers that one of the texts names, each once. None if that is not known. */
async function helpIn(...texts) {
  try {
    const known = await dangersInTime();
    const named = texts.filter(Boolean).map((text) => dangersIn(text, known));
    const first = [...new Set(known.guarded.filter((row) => named.some((rows) => rows.has(row))).map(([question]) => question))];
    urgent.clear();
    for (const { place } of first) urgent.add(place);
    return first;
  } catch (error) {
    console.error(error);
    return [];
  }
}

/** The explained words, `MOST_EXPLAINED` at most, that what is typed is, or begins. */
function explained(typed, { explained: words, stop, ...tools }) {
  const pithy = typed.filter((word) => !stop.has(word));
  const texts = [typed, pithy].map((some) => spaced(some, tools).trim()).filter(Boolean);
  const same = words.filter(({ names }) => names.some((name) => texts.includes(name)));
  if (same.length) return same.slice(0, MOST_EXPLAINED);
  const [text = ""] = texts;
  const least = tools.unspaced.test(text) ? 1 : SHORTEST_BEGINNING;
  if ([...text].length < least) return [];
  return words.filter(({ names }) => names.some((name) => name.startsWith(text))).slice(0, MOST_EXPLAINED);
}

/** Words as they are shown and compared. The English one makes its place, as in definitions.py. */
function explainedWords(tools) {
  const words = tools.rules.explained.flatMap(([page, section, all]) => all.map(([shown, english, ...others]) => {
    const anchor = english.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    const every = [...new Set([shown, english])];
    return { names: [...every, ...others], title: every.join(" · "), section, place: `${page}.html#term-${anchor}` };
  }));
  // All at once, as for the words of the index.
  const folded = foldLetters(words.flatMap(({ names }) => names).join("\n"), tools).split("\n");
  let at = 0;
  for (const word of words) word.names = word.names.map(() => spaced(split(folded[at++], tools), tools).trim());
  return words;
}

// Words that are not there are corrected ---------------------------------------------------

function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

function common(a, b) {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function begins(word, { vocabulary }) {
  let [from, to] = [0, vocabulary.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (vocabulary[middle] < word) from = middle + 1;
    else to = middle;
  }
  return Boolean(vocabulary[from]?.startsWith(word));
}

/** Whether a word differs from one of the index by its ending alone. */
function bends(word, { vocabulary }) {
  const least = Math.max(4, word.length - 3);
  return vocabulary.some((folded) => {
    const shared = common(word, folded);
    return shared >= least && folded.length - shared <= 3;
  });
}

function bare(word) {
  return word.replace(/\p{Mn}/gu, "");
}

/** Whether one word is the other with two letters exchanged or with one left out. */
function slips(typed, letters) {
  if (letters.length === typed.length + 1) return true;
  return letters.length === typed.length && [...letters].sort().join("") === [...typed].sort().join("");
}

function correct(word, { vocabulary, spelled, sure = 6, farthest = 2 }) {
  const letters = [...word];
  const most = letters.length < 4 ? 0 : letters.length < 8 ? 1 : farthest;
  if (!most) return undefined;
  let best;
  for (const folded of vocabulary) {
    const other = [...folded];
    const far = distance(letters, other, most);
    if (far > most) continue;
    // Another word of the language is as near as a mistake: "diet" is no "die", "fetal" no "fatal".
    if (letters.length < sure && bare(folded) !== bare(word) && !slips(letters, other)) continue;
    if (letters[0] !== other[0] && letters[0] !== other[1]) continue;
    // Vowel signs are left out more often than letters are mistaken.
    const isSpelling = bare(folded) === bare(word);
    const rank = far * 2 + (folded[0] === word[0] ? 0 : 1) - (isSpelling ? 0.5 : 0);
    if (!best || rank < best.rank) best = { written: spelled?.get(folded) ?? folded, folded, rank };
  }
  return best;
}

function pairs(word) {
  const letters = [...` ${word} `];
  return new Set(letters.slice(1).map((letter, place) => letters[place] + letter));
}

function nearest(words, { vocabulary }) {
  let best = { share: 0.15 };
  for (const word of words) {
    const own = pairs(word);
    for (const folded of vocabulary) {
      const other = pairs(folded);
      const common = [...own].filter((pair) => other.has(pair)).length;
      const share = (2 * common) / (own.size + other.size);
      if (share > best.share) best = { share, folded };
    }
  }
  return best.folded;
}

// Searching --------------------------------------------------------------------------------

function best(searched, tools, most, asked = []) {
  const scores = new Map();
  const add = (number, score) => scores.set(number, (scores.get(number) ?? 0) + score);
  for (const [term, share] of searched) {
    if (!tools.found.has(term)) tools.found.set(term, scored(term, tools));
    for (const [number, score] of tools.found.get(term)) add(number, share * score);
  }
  const top = Math.max(1, ...scores.values());
  for (const [number, share] of asked) add(number, share * top);
  const ranked = [...scores].sort(([, a], [, b]) => b - a);
  return { questions: ranked.slice(0, most).map(([number]) => tools.records[number]), count: ranked.length };
}

/** Return what fits. In a danger, what to do stands first, whatever else was found. */
async function find(query, most) {
  const found = findAll(query, most, await load());
  const first = await helpIn(query, found.corrected);
  if (!first.length) return found;
  const places = first.map(({ place }) => place);
  const others = found.isNear ? [] : found.questions.filter(({ place }) => !places.includes(place));
  const questions = [...first, ...others].slice(0, most);
  const count = found.isNear ? questions.length : Math.max(found.count, questions.length);
  return { ...found, questions, count, isNear: false };
}

/** Return what fits, questions and explained words. The best question stays the first. */
function findAll(query, most, tools) {
  const found = findQuestions(query, most, tools);
  const words = explained(fold(query, tools), tools);
  if (!words.length) return found;
  if (found.isNear || found.corrected) return { questions: words, count: words.length, corrected: "", isNear: false };
  const [first, ...rest] = found.questions;
  const questions = [first, ...words, ...rest].slice(0, most);
  return { ...found, questions, count: found.count + words.length };
}

/** Return the questions that fit, `most` of `count`, the words as corrected, and whether they are
 * only near. */
function findQuestions(query, most, tools) {
  const typed = fold(query, tools);
  const telling = typed.filter((word) => !tools.stop.has(word));
  const known = [];
  const letters = [];
  const guessed = [];
  let corrected = query.trim();
  let isCorrected = false;
  const meant = [...typed];
  const several = telling.length ? telling : typed;
  // A single letter beside words is none, but for scripts in which it is one.
  const words = several.filter((word) => several.length === 1 || [...word].length > 1 || tools.unspaced.test(word));
  for (const word of words) {
    const parts = terms([word], tools);
    // Something is found for any word, by its first letters.
    const instead = tools.unspaced.test(word) || begins(word, tools) ? undefined : correct(word, tools);
    if (!instead) {
      if (tools.unspaced.test(word) || begins(word, tools) || bends(word, tools)) known.push(...parts);
      // A pair of letters that is nowhere says as much as its letters do.
      for (const part of parts) if (!tools.terms.has(part) && tools.unspaced.test(part)) letters.push(...part);
      continue;
    }
    // A word that says little says no more where it was mistyped.
    if (!tools.stop.has(instead.folded)) guessed.push(instead.folded);
    meant[meant.indexOf(word)] = instead.folded;
    isCorrected = true;
    const wrong = written(corrected).find((one) => fold(one, tools).join("") === word);
    if (wrong) corrected = corrected.replace(wrong, instead.written);
  }
  const asked = new Map();
  const pithy = meant.filter((word) => !tools.stop.has(word));
  for (const some of [meant, pithy]) {
    for (const [number, share] of askedFor(some, some.length < meant.length, tools)) {
      asked.set(number, Math.max(share, asked.get(number) ?? 0));
    }
  }
  const searched = new Map(guessed.map((word) => [word, known.length ? GUESS : 1]));
  for (const letter of letters) searched.set(letter, LETTER);
  for (const word of known) searched.set(word, 1);
  const { questions, count } = best(searched, tools, most, asked);
  if (questions.length) {
    return { questions, count, corrected: isCorrected ? corrected : "", isNear: false };
  }
  if (telling.length) {
    // No telling word is known: what says little is all there is to go by.
    const rest = typed.filter((word) => begins(word, tools)).flatMap((word) => terms([word], tools));
    const some = best(new Map(rest.map((word) => [word, 1])), tools, most, asked);
    if (some.questions.length) return { ...some, corrected: "", isNear: false };
  }
  const near = nearest(words, tools);
  const first = near ? best(new Map([[near, 1]]), tools, 3).questions : [];
  if (first.length) return { questions: first, corrected: "", isNear: true };
  return { questions: tools.records.slice(0, 3), corrected: "", isNear: true };
}

// Showing, always as text ------------------------------------------------------------------

function element(name, text, className) {
  const node = document.createElement(name);
  node.textContent = text;
  if (className) node.className = className;
  return node;
}

/** Gives a node attributes. Firefox before 119 knows no `role` and no `ariaLabel` of a node. */
function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
}

function addressed(path, query) {
  const address = new URL(path, document.baseURI);
  if (query !== undefined) address.searchParams.set("q", query);
  return address.href;
}

/** A short answer and, where its page shows that below a translation nobody has checked, its English. */
function answered(name, meta) {
  const nodes = meta.answer ? [inTongue(element(name, meta.answer), meta)] : [];
  if (meta.english) nodes.push(Object.assign(element(name, meta.english, "source-text"), { lang: "en", dir: "ltr" }));
  return nodes;
}

function inTongue(node, meta) {
  if (meta.lang) Object.assign(node, { lang: meta.lang, dir: "auto" });
  return node;
}

// A question that is not translated is found all the same, and says which language it is in.
function placed({ section, lang }) {
  if (!lang) return section;
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
  return `${section} · ${names.of(lang)}`;
}

function sentence({ count, corrected, isNear }) {
  const words = tools.rules.said;
  if (isNear) return words.none;
  const number = `${words.found} ${count}`;
  return corrected ? `${words.corrected} ${corrected}. ${number}` : number;
}

function failure(error) {
  console.error(error);
  return said.failed;
}

/** What leads on where nothing was found: the same words in English, and help. */
function ways(query) {
  const found = [];
  if (said.source) found.push({ text: said.sourceText, address: addressed(said.source, query) });
  if (said.help) found.push({ text: said.helpText, address: addressed(said.help) });
  return found;
}

/** Call `show` with what is found for the words in `field`, `most` of it, the last one only. */
function listen(field, show, most) {
  let turn = 0;
  let timer;
  async function run() {
    const query = field.value;
    turn += 1;
    const mine = turn;
    let found;
    let help = [];
    const meanwhile = () => {
      if (mine === turn && !found) show({ questions: help, failed: said.searching, isAtWork: true }, query);
    };
    const late = query.trim() && setTimeout(meanwhile, LATE);
    try {
      if (query.trim()) {
        const searching = find(query, most);
        // It is awaited below, and what it throws is told there.
        searching.catch(() => {});
        help = await helpIn(query);
        // Who names a danger waits for no index.
        if (help.length && !tools) meanwhile();
        found = await searching;
      }
    } catch (error) {
      found = { questions: help, failed: failure(error) };
    } finally {
      clearTimeout(late);
    }
    if (mine !== turn) return;
    show(found, query);
    // What to do in a danger stands above the rest as soon as it is known.
    if (found && isLate && !guard) dangers().then(() => mine === turn && run(), () => {});
  }
  function wait() {
    clearTimeout(timer);
    timer = setTimeout(run, WAIT);
  }
  field.addEventListener("input", (event) => {
    // A word that is being composed is not what the reader means.
    if (!event.isComposing) wait();
  });
  field.addEventListener("compositionend", wait);
  return {
    run,
    stop() {
      clearTimeout(timer);
      turn += 1;
    },
  };
}

// The field of every page ------------------------------------------------------------------

function suggest(field) {
  const list = document.createElement("ul");
  const status = element("p", "", "visually-hidden");
  let chosen = -1;

  list.id = `${field.id}-list`;
  list.className = "search-suggestions";
  set(list, { role: "listbox", "aria-label": said.results });
  list.hidden = true;
  set(status, { role: "status" });
  field.form.append(list, status);
  set(field, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });
  field.autocomplete = "off";

  function choose(place) {
    chosen = place;
    [...list.children].forEach((option, at) => {
      set(option, { "aria-selected": at === chosen });
      if (at === chosen) option.scrollIntoView({ block: "nearest" });
    });
    if (chosen < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[chosen].id);
  }

  function close() {
    searching.stop();
    list.hidden = true;
    notice.hidden = true;
    status.textContent = "";
    set(field, { "aria-expanded": "false" });
    choose(-1);
  }

  function append(nodes, address) {
    const option = document.createElement("li");
    set(option, { id: `${list.id}-${list.children.length}`, role: "option", "aria-selected": "false" });
    option.dataset.address = address;
    option.append(...nodes);
    return list.appendChild(option);
  }

  function show(found, query) {
    if (!found) {
      close();
      return;
    }
    list.replaceChildren();
    status.textContent = found.failed ?? sentence(found);
    const note = found.failed ?? (found.isNear || found.corrected ? sentence(found) : "");
    field.form.dataset.note = note;
    for (const meta of found.questions) {
      const parts = [
        inTongue(element("strong", meta.title), meta),
        ...answered("span", meta),
        element("small", placed(meta)),
      ];
      append(parts, new URL(meta.place, home).href).classList.toggle("is-urgent", urgent.has(meta.place));
    }
    if (found.isNear || found.failed) {
      for (const way of ways(query)) append([element("strong", way.text)], way.address);
    }
    const more = found.failed ? said.all : tools.rules.said.more;
    append([element("strong", more)], addressed(said.page, found.failed ? undefined : query));
    notice.textContent = note;
    notice.hidden = !note;
    list.hidden = false;
    set(field, { "aria-expanded": "true" });
    choose(-1);
    if (!found.isAtWork) field.form.dataset.shown = query;
  }

  const notice = element("p", "", "search-notice");
  notice.hidden = true;
  set(notice, { "aria-hidden": "true" });
  field.form.insertBefore(notice, list);

  const searching = listen(field, show, MOST);

  // What was chosen belongs to the words before.
  field.addEventListener("input", () => choose(-1));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = list.children.length;
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) {
        searching.run();
        return;
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place besides the options: none of them, and the field itself.
      choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && isOpen && chosen >= 0) {
      event.preventDefault();
      open(list.children[chosen]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });

  function open(option) {
    const { address } = option.dataset;
    close();
    field.closest("details")?.removeAttribute("open");
    // A second language beside the text stays there.
    location.assign(globalThis.besideLanguage?.kept(address) ?? address);
  }

  // The field keeps the focus while a result is pressed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) open(option);
  });
  field.addEventListener("blur", close);
  for (const event of ["focus", "click"]) {
    field.addEventListener(event, () => {
      if (list.hidden && field.value.trim()) searching.run();
    });
  }
  if (field.value.trim() && field === document.activeElement) searching.run();
}

// The search page --------------------------------------------------------------------------

function showOnPage(field) {
  const status = document.getElementById("search-status");
  const results = document.getElementById("search-results");
  const near = document.getElementById("search-near");
  const onward = document.getElementById("search-onward");

  function link(parent, text, address) {
    const item = parent.appendChild(document.createElement("li"));
    const node = item.appendChild(element("a", text));
    node.href = address;
    return item;
  }

  function show(found, query) {
    for (const list of [results, near, onward]) list.replaceChildren();
    status.textContent = found ? (found.failed ?? sentence(found)) : "";
    for (const meta of found?.questions ?? []) {
      const item = link(found.isNear ? near : results, meta.title, new URL(meta.place, home).href);
      inTongue(item.firstChild, meta);
      item.append(...answered("p", meta), element("small", placed(meta)));
    }
    const isStuck = found && (found.isNear || found.failed);
    if (isStuck) for (const way of ways(query)) link(onward, way.text, way.address);
    onward.hidden = !isStuck;
    if (!found?.isAtWork) results.dataset.shown = query;
    // So that going back shows what was found last. This window alone keeps it, and it stands in
    // no address, which others who use the device could find.
    history.replaceState({ query }, "");
  }

  const searching = listen(field, show, MOST_ON_PAGE);
  if (field.value.trim()) searching.run();
}

for (const field of document.querySelectorAll("input[data-search]")) suggest(field);

const onPage = document.getElementById("page-search");
if (onPage) showOnPage(onPage);

// For those who compare a query with the index.
site.engine = {
  foldAs: async (text) => fold(text, await load()),
  find,
  read: (name, text) => ({ frontCoded, numbers, texts })[name](text),
};
})();
