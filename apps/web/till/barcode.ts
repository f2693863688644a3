/** A scanner is a keyboard that types faster than people: this many ms between two keys at most. */
const FASTEST_HAND_MS = 60;
const SHORTEST_CODE = 4;
const LONGEST_CODE = 64;

export interface Scanner {
  /** Takes a key that was pressed at `at` (ms). The code, when this key has ended one; else null. */
  press(key: string, at: number): string | null;
  /** Whether what was typed so far may be the beginning of a code. */
  readonly isReading: boolean;
}

/** Tells a scanner's keys from a person's: a run of signs that came at a machine's pace, with Enter or Tab behind it. */
export function createScanner(): Scanner {
  let read = '';
  let last = -Infinity;
  return {
    get isReading() {
      return read.length > 1;
    },
    press(key, at) {
      const isFast = at - last <= FASTEST_HAND_MS;
      last = at;
      if (key === 'Enter' || key === 'Tab') {
        const code = isFast && read.length >= SHORTEST_CODE ? read : null;
        read = '';
        return code;
      }
      if (key.length !== 1) return null;
      read = isFast ? (read + key).slice(0, LONGEST_CODE) : key;
      return null;
    },
  };
}

/** What two codes share that are one: the digits of a GTIN are the same number with zeros before them, as the server compares them. */
export const codeKey = (code: string): string => (/^(\d{8}|\d{12,14})$/.test(code) ? code.padStart(14, '0') : code);
