// What stands out in a text, by the rules in coach/rules.json. The same engine as src/coach: one test holds them together.
const START = "(?<![\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}])";
const END = "(?![\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}])";
const SPACE = /[ \t\u00A0\u202F]/;
const PASSED = /[ \t\u00A0\u202F'’”»()[\]\-–—•*]/;

// The rules with their patterns compiled and their lists as sets; [{word, instead}] are the organisation's own words, in
// the order in which they are looked for.
export function compile(data, own = []) {
  const either = (words) => `(?:${words.sort().join("|")})`;
  const pattern = (part) =>
    typeof part === "string" ? expand(part) : either(Array.isArray(part) ? [...part] : Object.keys(part));
  const expand = (find) =>
    find.replace(/\{([a-z]+)\}/g, (whole, name) => (name in data.parts ? pattern(data.parts[name]) : whole));
  const words = (list) => {
    const set = new Set((typeof list === "string" ? list : Object.values(list).join(" ")).split(" "));
    return (word) => set.has(word.toLowerCase()) || set.has(word.toLowerCase().split("-")[0]);
  };
  const compiled = (rule) => ({
    ...rule,
    regex: new RegExp(expand(rule.find).replaceAll("‹", START).replaceAll("›", END), rule.case ? "dgu" : "dgiu"),
  });
  // Their place among the rules is marked: after what is surely something else, before what is only guessed.
  const rules = data.rules.flatMap((rule) => (rule.kind === "own" ? own.map(ownRule) : compiled(rule)));
  const lists = { starters: words(data.starters), proper: words(data.proper), given: words(data.given) };
  return { ...data, ...lists, rules, town: (word) => data.parts.town.includes(word) };
}

// A whole word, or several in a row: whatever space is between them, straight or curly the apostrophes.
function ownRule({ word, instead }) {
  const pattern = word
    .replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
    .replaceAll(" ", "[ \\t\\u00A0\\u202F]+")
    .replace(/['’]/g, "['’]");
  return { kind: "own", to: instead ?? undefined, regex: new RegExp(START + pattern + END, "dgiu") };
}

// [{kind, start, end, instead}] in the order of the text, without overlaps; proposals in `language`.
export function find(rules, text, language) {
  const foreign = (rule) => Boolean(rule.lang) && rule.lang !== language;
  const found = [];
  for (const rule of [...rules.rules.filter((it) => !foreign(it)), ...rules.rules.filter(foreign)]) {
    rule.regex.lastIndex = 0;
    for (let parts; (parts = rule.regex.exec(text)); ) {
      const all = read(rules, rule, parts, text, language);
      // A number that failed its proof may hide one that does not: look again from its next character on.
      if (!all.length && rule.check !== "name")
        rule.regex.lastIndex = parts.index + String.fromCodePoint(parts[0].codePointAt(0)).length;
      for (const it of all) if (!found.some((other) => it.start < other.end && other.start < it.end)) found.push(it);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function read(rules, rule, parts, text, language) {
  let [start, end] = parts.indices.groups?.mark ?? parts.indices[0];
  const marked = text.slice(start, end);
  if (rule.check === "iban") {
    const length = iban(rules, marked);
    if (!length) return [];
    end = start + length;
  }
  if (rule.check === "register" && !register(marked)) return [];
  if (rule.check === "proper" && rules.proper(marked)) return [];
  if (rule.check === "name")
    return names(rules, text, start, end).map((it) =>
      finding(it.kind, it.start, it.end, it.lead + rules.words[it.say][language], text),
    );
  return [finding(rule.kind, start, end, proposal(rules, rule, parts.groups ?? {}, marked, language), text)];
}

function finding(kind, start, end, instead, text) {
  if (instead && /^\p{Uppercase}/u.test(text.slice(start, end)) && opens(text, start)) {
    const [first, ...letters] = instead;
    instead = first.toUpperCase() + letters.join("");
  }
  return { kind, start, end, instead: instead ?? null };
}

// Length of the account number that `text` starts with (ISO 13616: mod 97).
function iban(rules, text) {
  const length = rules.iban[/^[A-Za-z]{2}/.exec(text)?.[0].toUpperCase()];
  const signs = [...text.matchAll(/[A-Za-z0-9]/g)].slice(0, length);
  if (!length || signs.length < length) return 0;
  let rest = 0;
  for (const [sign] of [...signs.slice(4), ...signs.slice(0, 4)]) {
    const value = parseInt(sign, 36);
    rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
  }
  return rest === 1 ? signs[length - 1].index + 1 : 0;
}

// A Belgian national register number: the last two digits are 97 minus the rest of the first nine.
function register(text) {
  const digits = text.replace(/[^0-9]/g, "");
  const number = Number(digits.slice(0, 9));
  return [number, 2e9 + number].some((it) => 97 - (it % 97) === Number(digits.slice(9)));
}

// Whether what stands at `at` opens a sentence, a line or a quotation, so that its capital tells nothing.
function opens(text, at) {
  const before = [...text.slice(0, at)];
  while (before.length && PASSED.test(before.at(-1))) before.pop();
  if (!before.length) return true;
  const last = before.pop();
  if (last !== ".") return /[\n!?…:“„«"‘]/.test(last);
  const initial = before.pop() ?? "";
  const further = before.pop() ?? " ";
  return !(/\p{Uppercase}/u.test(initial) && initial !== "I" && !/[\p{Alphabetic}\p{N}.]/u.test(further));
}

// Whether the line around `at` is written with capitals throughout, as titles are in English.
function titled(text, at) {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1).split("\n")[0];
  const long = line.match(/\p{Alphabetic}{4,}/gu) ?? [];
  const capital = long.filter((word) => /^\p{Uppercase}/u.test(word));
  return long.length >= 3 && capital.length * 3 > long.length * 2 && !/[.!?]$/.test(line);
}

const particle = (word) => !/\p{Uppercase}/u.test(word);

// The names in a row of words with capitals: without what only opens the sentence, without words that name nobody.
function names(rules, text, start, end) {
  let words = [...text.slice(start, end).matchAll(/[^ \t\u00A0\u202F]+/g)].map((it) => ({
    word: it[0],
    start: start + it.index,
    end: start + it.index + it[0].length,
  }));
  const first = words[0].word;
  const opening = opens(text, start);
  const known = rules.given(first) || rules.town(first);
  const starts = (opening || /[([]$/.test(text.slice(0, start))) && rules.starters(first);
  if (starts || (opening && words.length === 1 && !known)) words = words.slice(1);
  const capitals = titled(text, start);
  const [found, towns] = [[], []];
  let run = [];
  const close = () => {
    while (run.length && particle(run.at(-1).word)) run.pop();
    if (run.length && (!capitals || rules.given(run[0].word))) found.push(name(rules, text, run));
    run = [];
  };
  for (const it of words) {
    if (rules.town(it.word)) {
      close();
      towns.push({ kind: "place", start: it.start, end: it.end, say: "place", lead: "" });
    } else if (rules.proper(it.word)) close();
    else if (run.length || !particle(it.word)) run.push(it);
  }
  close();
  return [...found, ...towns];
}

// One name. A single unknown word after “in” is a place.
function name(rules, text, run) {
  const [start, end] = [run[0].start, run.at(-1).end];
  let within = start;
  while (within && SPACE.test(text[within - 1])) within -= 1;
  const before = /^(?:in|te|In|Te)$/.test(text.slice(within - 2, within));
  const apart = !/[\p{Alphabetic}\p{N}]$/u.test(text.slice(0, within - 2));
  const alone = run.length === 1 && !/^['’]/.test(text.slice(end)) && !rules.given(run[0].word);
  if (within < start && within >= 2 && before && apart && alone)
    return { kind: "place", start: within - 2, end, say: "somewhere", lead: "" };
  const elided = /(?<![\p{Alphabetic}\p{N}])(?:d|qu)['’]$/u.exec(text.slice(0, start))?.[0] ?? "";
  return { kind: "name", start: start - elided.length, end, say: "name", lead: elided.replace(/.$/, "e ") };
}

// What a rule proposes instead; undefined where only the author can say it otherwise.
function proposal(rules, rule, parts, marked, own) {
  const made = make(rules, rule, parts, marked, rule.lang ?? own);
  return made === undefined ? made : (rule.lead ?? "") + made;
}

function make(rules, rule, parts, marked, language) {
  const step = (scale, at) => rules.scales[scale][language][at];
  const number = (part, word) => rules.parts[part][word.toLowerCase()];
  const season = (scale) => {
    const month = /^[0-9]+$/.test(parts.month) ? Number(parts.month) : number("month", parts.month);
    return step(scale, Math.floor((month % 12) / 3));
  };
  switch (rule.make) {
    case undefined:
      return rule.to ?? rules.words[rule.say ?? rule.kind]?.[language];
    case "keep":
      return parts.keep;
    case "lower":
      return marked.toLowerCase();
    case "date": {
      const weekday = parts.weekday ? number("weekday", parts.weekday) : 0;
      return `${step("day", weekday && (weekday < 6 ? 1 : 2))} ${season("in season")}`;
    }
    case "amount":
      return step("amount", size(parts.number, parts.scale && number("scale", parts.scale)));
    case "hour":
    case "at hour":
      return step(rule.make, partOfDay(parts.hour, parts.half));
    default:
      return season(rule.make);
  }
}

// How many digits an amount has before its decimals, at least 2 and at most 7, less one; 0 where one cannot tell.
function size(number, zeros = 0) {
  if (!number) return 0;
  const point = Math.max(number.lastIndexOf("."), number.lastIndexOf(","));
  const whole = point >= 0 && number.length - point <= 3 ? number.slice(0, point) : number;
  const many = whole.replace(/[^0-9]/g, "").replace(/^0+/, "").length + zeros;
  return Math.min(Math.max(many, 2) - 1, 6);
}

// Night, morning, afternoon, evening, or 4 where one cannot tell which.
function partOfDay(hour, half) {
  if (!hour) return 4;
  const number = Number(hour);
  if (!half && hour.length === 1 && number >= 1 && number <= 6) return 4;
  const at = half ? (number % 12) + (/^p$/i.test(half) ? 12 : 0) : number;
  return [6, 12, 18, 24].findIndex((end) => at < end);
}
