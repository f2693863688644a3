const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** Direction overrides, soft hyphens, byte order marks and the like; the joiners that emoji and Indic scripts are made with stay. */
const INVISIBLE = /[^\P{Cf}\u200c\u200d]/gu;
const LONE_SURROGATES = /\p{Cs}/gu;
const PILED_UP_MARKS = /(\p{M}{3})\p{M}+/gu;
const SPACES = /\s+/gu;

/**
 * What a person typed, fit for one line of paper. Control characters become spaces: an ESC in a note would otherwise be a command to the
 * printer that it reaches.
 */
export const plainText = (text: string): string =>
  text
    .replace(CONTROLS, ' ')
    .replace(INVISIBLE, '')
    .replace(LONE_SURROGATES, '\ufffd')
    .normalize('NFC')
    .replace(PILED_UP_MARKS, '$1')
    .replace(SPACES, ' ')
    .trim();
