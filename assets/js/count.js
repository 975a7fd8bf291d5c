// How long a text is: cleaned as the server cleans it (src/platform/text/clean.rs), then code points.
const breaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const unseen =
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff0-\ufffc\u{e0000}-\u{e001f}\u{e0080}-\u{e00ff}]|\p{Noncharacter_Code_Point}/gu;
// Joiners hold emoji families and letters of Arabic and Indian scripts together.
const joined = (c) => c !== undefined && c >= "\u0590" && !/[\s\u2000-\u206f\u3000]/u.test(c);

export function clean(text) {
  const all = [...text.replace(breaks, "\n")];
  let kept = "";
  let before;
  all.forEach((c, at) => {
    const joiner = c === "\u200c" || c === "\u200d";
    if (joiner ? joined(before) && joined(all[at + 1]) && !all[at + 1].match(unseen) : !c.match(unseen)) {
      kept += c;
      before = c;
    }
  });
  return kept.normalize("NFC").trim();
}

export const count = (text) => [...clean(text)].length;
