const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The texts of a small XML by the path of their elements. Throws unless it is well-formed: every element is closed in its turn, there is
 * one root, and no sign stands unescaped.
 */
export function readXml(xml: string): Record<string, string[]> {
  const texts: Record<string, string[]> = {};
  const open: string[] = [];
  let roots = 0;
  let rest = xml.replace(/^<\?xml [^?]*\?>/, '');
  while (rest !== '') {
    const [token = '', close, name = '', , , text] =
      /^(?:<(\/?)([A-Za-z][\w]*)((?: [\w:]+="[^"<&]*")*)(\/?)>|([^<>]+))/.exec(rest) ?? [];
    if (token === '') throw new Error(`not well-formed at ${rest.slice(0, 40)}`);
    rest = rest.slice(token.length);
    if (text !== undefined) {
      if (/&(?!(amp|lt|gt|quot|apos);)/.test(text) || open.length === 0) throw new Error(`a stray sign in ${text}`);
      (texts[open.join('/')] ??= []).push(text.replace(/&(\w+);/g, (_, entity: string) => ENTITIES[entity] ?? ''));
    } else if (close === '/') {
      if (open.pop() !== name) throw new Error(`${name} is closed out of its turn`);
    } else {
      if (open.length === 0 && ++roots > 1) throw new Error('two roots');
      open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`${open.join('/')} is never closed`);
  return texts;
}
