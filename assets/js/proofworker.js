// Works out a proof of work off the page's thread. The same puzzle as src/intake/proof.rs; SHA-256 of FIPS 180-4, since
// crypto.subtle takes longer for a call than for the hash, and is missing where a site has no https.
const PARTS = 8;
const BITS = 14;
const PURPOSE = "pratfall proof 1\n";

const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
const START = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
const ROUND = primes.map((p) => fraction(Math.cbrt(p)));
const words = new Int32Array(64);

function compress(state) {
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15];
    const y = words[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i] + words[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) | 0);
}

export function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const padded = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  bytes.forEach((byte, i) => padded.setUint8(i, byte));
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(padded.byteLength - 4, bytes.length * 8);
  let state = START;
  for (let at = 0; at < padded.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = padded.getInt32(at + i * 4);
    state = compress(state);
  }
  return state;
}

export function work(stamp) {
  const seed = sha256(PURPOSE + stamp);
  const numbers = [];
  for (let part = 0; part < PARTS; part++) {
    for (let number = 0; ; number++) {
      // The seed, a byte for the part, four for the number, and the padding: one block.
      for (let i = 0; i < 8; i++) words[i] = seed[i];
      words[8] = (part << 24) | (number >>> 8);
      words[9] = ((number & 0xff) << 24) | 0x800000;
      words.fill(0, 10, 15);
      words[15] = 37 * 8;
      if (compress(START)[0] >>> (32 - BITS) === 0) {
        numbers.push(number.toString(16));
        break;
      }
    }
  }
  return numbers.join(".");
}

self.onmessage = ({ data }) => self.postMessage(work(data));
