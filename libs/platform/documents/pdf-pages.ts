import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

import pdfmake from 'pdfmake';

import type { PdfDefinition } from './pdf-definition.js';
import { SCRIPT_FONTS, withFonts } from './pdf-scripts.js';

const { resolve } = createRequire(import.meta.url);
const FONTS = join(dirname(resolve('pdfmake/package.json')), 'fonts', 'Roboto') + sep;

const SMALL = { fontSize: 7, color: '#666666' };

const ROBOTO = { Roboto: { normal: `${FONTS}Roboto-Regular.ttf`, bold: `${FONTS}Roboto-Medium.ttf` } };
/** The files that a text needed so far. */
const allowed = [FONTS];
// The fonts, and nothing that a text could name.
pdfmake.setLocalAccessPolicy((path) => allowed.some((place) => path.startsWith(place)));
pdfmake.setUrlAccessPolicy(() => false);

/** The bytes of a document, each of its texts in a font that has it. One at a time: the fonts are the library's own. */
export function layOutPdf(definition: PdfDefinition): Promise<Uint8Array> {
  const { pageFoot, content, ...document } = definition;
  const needed = new Set<keyof typeof SCRIPT_FONTS>();
  const written = withFonts({ content, foot: { text: pageFoot?.left ?? '' } }, needed);
  pdfmake.setFonts({ ...ROBOTO, ...fontsOf(needed) });
  return pdfmake
    .createPdf({
      ...document,
      content: written.content,
      ...(pageFoot && { footer: footerOf(pageFoot) }),
    })
    .getBuffer();
}

function fontsOf(needed: ReadonlySet<keyof typeof SCRIPT_FONTS>) {
  const fonts = [...needed].map((name) => {
    const { entry, normal, bold } = SCRIPT_FONTS[name];
    const files = { normal: join(dirname(resolve(entry)), normal), bold: join(dirname(resolve(entry)), bold) };
    if (!allowed.includes(files.normal)) allowed.push(files.normal, files.bold);
    return [name, files] as const;
  });
  return Object.fromEntries(fonts);
}

function footerOf({ left, right, margin }: NonNullable<PdfDefinition['pageFoot']>) {
  return (page: number, pages: number) => ({
    margin: [margin, 12, margin, 0] as [number, number, number, number],
    columns: [
      { ...withFonts({ text: left }), width: '*', ...SMALL },
      { text: right.replace('{page}', String(page)).replace('{pages}', String(pages)), width: 'auto', ...SMALL },
    ],
  });
}
