import { invalid } from '#libs/kernel';

/** How much structure a JSON body may have. */
export interface Complexity {
  readonly depth: number;
  readonly keys: number;
  readonly entries: number;
}

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Counts a JSON text's levels, keys and entries in one pass over its bytes, before anything is made of them: parsing ten thousand keys costs
 * a hundred times what counting them does. Whether it is JSON at all is the parser's question. Throws `BODY_TOO_COMPLEX` (400).
 */
export function assertSimple(json: Uint8Array, most: Complexity): void {
  let [depth, keys, entries] = [0, 0, 0];
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case QUOTE:
        at = endOfText(json, at + 1);
        break;
      case OPEN_OBJECT:
      case OPEN_LIST:
        if (++depth > most.depth) {
          throw invalid('BODY_TOO_COMPLEX', `The body is nested deeper than ${most.depth} levels.`);
        }
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        depth--;
        break;
      case COLON:
        if (++keys > most.keys) {
          throw invalid('BODY_TOO_COMPLEX', `The body has more than ${most.keys} fields. Send it in several requests.`);
        }
        break;
      case COMMA:
        if (++entries > most.entries) {
          throw invalid(
            'BODY_TOO_COMPLEX',
            `The body has more than ${most.entries} entries. Send it in several requests.`,
          );
        }
        break;
    }
  }
}

/** Where the text that begins here ends: at a quotation mark without a backslash of its own. */
function endOfText(json: Uint8Array, from: number): number {
  let at = from;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at;
}
