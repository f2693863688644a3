/**
 * What a text is for, which decides how it is cleaned:
 * `name` a line that people read; `note` free text of several lines; `code` what scanners and tills type; `phone`; `email`; `cep`, a
 * Brazilian postal code.
 */
export type TextKind = 'name' | 'note' | 'code' | 'phone' | 'email' | 'cep';

/** Nothing in it can be invisible, composed in two ways, or stand at an end as a space. */
const PLAIN = /^(?:[!-~](?:[ -~]*[!-~])?)?$/;

const CONTROLS = /\p{Cc}/gu;
const CONTROLS_BUT_LINES = /(?!\n)\p{Cc}/gu;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
const SPACES = /[\p{Z}\t\n\v\f\r\u0085]/gu;
const HYPHENS = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;
/** Everything that takes no place on paper. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/**
 * The same without what belongs to the letters and emoji around it: the two joiners, variation selectors, tags (the flag of Scotland), and
 * the marks of a few scripts.
 */
const INVISIBLE_IN_NAMES = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF0-\uFFF8]/g;
/** Joiners that join nothing: before a word, or after one that does not end in a mark (which may need one, as in Malayalam). */
const LOOSE_JOINERS = /(?<![^\s\u200C\u200D])[\u200C\u200D]+|(?<![\p{M}\u200C\u200D])[\u200C\u200D]+(?=\s|$)/gu;
/** U+2800 is the empty pattern of Braille, which looks like a space. */
const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\p{Z}\p{Cc}\p{Cf}\p{M}\u2800]/u;

const CEP = /^(\d{2})\.?(\d{3})-?(\d{3})$/;

/**
 * The text as it was meant, without what a copy from a phone book, a chat or a web page brings along. A name or a note in which nothing can
 * be seen is empty. What is wrong with the text stays wrong: this guesses no digit and no letter.
 */
export function cleanText(kind: TextKind, text: string): string {
  if (kind !== 'cep' && PLAIN.test(text)) return text;
  switch (kind) {
    case 'name':
      return visible(withoutInvisible(text.replace(SPACES, ' ')).replace(CONTROLS, ''));
    case 'note':
      return visible(withoutLooseJoiners(text.replace(LINE_ENDS, '\n').replace(CONTROLS_BUT_LINES, '')));
    case 'email':
      return code(text).normalize('NFKC').trim();
    case 'cep':
      return cepDigits(text) ?? code(text);
    case 'code':
      return visible(code(text));
    case 'phone':
      return code(text);
  }
}

/** The eight digits of a CEP, as in `01.310-100`, `01310-100` or `01310100`; undefined when the text is none. */
export function cepDigits(text: string): string | undefined {
  const parts = CEP.exec(code(text));
  return parts ? parts.slice(1).join('') : undefined;
}

const code = (text: string): string =>
  text.replace(SPACES, ' ').replace(INVISIBLE, '').replace(CONTROLS, '').replace(HYPHENS, '-').normalize('NFC').trim();

const withoutInvisible = (text: string): string => withoutLooseJoiners(text.replace(INVISIBLE_IN_NAMES, ''));

const withoutLooseJoiners = (text: string): string => text.replace(LOOSE_JOINERS, '');

function visible(text: string): string {
  const whole = text.normalize('NFC').trim();
  return VISIBLE.test(whole) ? whole : '';
}
