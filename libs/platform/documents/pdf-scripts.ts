/** The fonts of a PDF besides Roboto: each is read from disk when a text needs it. Their files are told from their package's `entry`. */
export const SCRIPT_FONTS = {
  NotoSansSC: {
    entry: '@embedpdf/fonts-sc',
    normal: '../fonts/NotoSansHans-Regular.otf',
    bold: '../fonts/NotoSansHans-Bold.otf',
  },
  NotoSansKR: {
    entry: '@embedpdf/fonts-kr',
    normal: '../fonts/NotoSansKR-Regular.otf',
    bold: '../fonts/NotoSansKR-Bold.otf',
  },
  NotoSansThai: {
    entry: '@expo-google-fonts/noto-sans-thai/package.json',
    normal: '400Regular/NotoSansThai_400Regular.ttf',
    bold: '700Bold/NotoSansThai_700Bold.ttf',
  },
  NotoSansArabic: {
    entry: '@expo-google-fonts/noto-sans-arabic/package.json',
    normal: '400Regular/NotoSansArabic_400Regular.ttf',
    bold: '700Bold/NotoSansArabic_700Bold.ttf',
  },
} as const;

type ScriptFont = keyof typeof SCRIPT_FONTS;

/** Of Roboto: Latin with all its accents, Greek and Cyrillic. */
const ROBOTO = /^[\x20-\x7e\xa1-\xac\xae-\u017f\u0391-\u03a1\u03a3-\u03c9\u0400-\u045f\u1ea0-\u1ef9–—‘’“”•…€]$/;
const SCRIPTS: readonly (readonly [ScriptFont, RegExp])[] = [
  ['NotoSansThai', /^[\p{Script=Thai}]$/u],
  ['NotoSansArabic', /^[\u060c\u061b\u061f\u0621-\u0652\u0660-\u066c\u0670-\u06d3\u06f0-\u06f9]$/u],
  ['NotoSansKR', /^[\u3131-\u318e\uac00-\ud7a3]$/u],
  // Kana, the ideographs in daily use everywhere, their punctuation, and full-width letters.
  [
    'NotoSansSC',
    /^[\u3001-\u3003\u3005-\u3017\u3041-\u3094\u3099-\u309e\u30a1-\u30fe\u4e00-\u9fa5\uff01-\uff5e\uffe5]$/u,
  ],
];

/** What stays in a run of any font. */
const NEUTRAL = /^[\s\u200b-\u200d]$/u;

/** Whether some font of a PDF has the character. */
export const isInPdf = (character: string): boolean =>
  ROBOTO.test(character) || SCRIPTS.some(([, script]) => script.test(character));

interface Run {
  readonly text: string;
  readonly font?: ScriptFont;
}

/**
 * The text in runs of one font each; undefined for a text of Roboto alone. Arabic is shaped from right to left within a word, so its
 * words come in turn about. A character that no font has is a question mark.
 */
export function fontRuns(text: string): Run[] | undefined {
  const characters = [...text.normalize('NFC')];
  if (characters.every((character) => ROBOTO.test(character) || NEUTRAL.test(character))) return undefined;
  const runs: { text: string; font: ScriptFont | undefined }[] = [];
  for (const character of characters) {
    const last = runs.at(-1);
    if (NEUTRAL.test(character) && last) {
      last.text += character;
      continue;
    }
    const font = SCRIPTS.find(([, script]) => script.test(character))?.[0];
    const shown = font !== undefined || ROBOTO.test(character) || NEUTRAL.test(character) ? character : '?';
    if (last && last.font === font) last.text += shown;
    else runs.push({ text: shown, font });
  }
  return runs.map(({ text: run, font }) =>
    font ? { text: font === 'NotoSansArabic' ? turned(run) : run, font } : { text: run },
  );
}

/** Words from right to left; the space after the last stays where it is. */
function turned(run: string): string {
  const end = /\s*$/.exec(run)?.[0] ?? '';
  const words = run.slice(0, run.length - end.length).split(' ');
  return words.reverse().join(' ') + end;
}

/** Members of a document's parts that hold texts or other parts. */
const HOLDERS = new Set(['content', 'foot', 'text', 'stack', 'columns', 'table', 'body', 'ul', 'ol']);

/** A part of a document with the font that each of its texts needs; the fonts are added to `needed`. */
export function withFonts<T>(part: T, needed = new Set<ScriptFont>()): T {
  const visit = (node: unknown): unknown => {
    if (typeof node === 'string') return runsOf(node) === undefined ? node : { text: runsOf(node) };
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([name, value]) => {
        if (!HOLDERS.has(name)) return [name, value as unknown];
        return [name, name === 'text' && typeof value === 'string' ? (runsOf(value) ?? value) : visit(value)];
      }),
    );
  };
  const runsOf = (text: string): Run[] | undefined => {
    const runs = fontRuns(text);
    for (const { font } of runs ?? []) if (font) needed.add(font);
    return runs;
  };
  return visit(part) as T;
}
