const CHARACTERS = new Intl.Segmenter('und');

/** The beginning of a text that somebody else takes at a length: at most `longest` UTF-16 units, and never half of what a reader sees as one character. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return text.slice(0, CHARACTERS.segment(text).containing(longest)?.index);
}
