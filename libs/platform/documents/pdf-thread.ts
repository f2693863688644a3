import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { parentPort } from 'node:worker_threads';

import pdfmake from 'pdfmake';

import type { PdfDefinition } from './pdf-definition.js';

/** Runs in a thread of its own (see PdfRenderer): takes document definitions, answers the bytes of each. */
const FONTS = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto') + sep;

const SMALL = { fontSize: 7, color: '#666666' };

pdfmake.setFonts({ Roboto: { normal: `${FONTS}Roboto-Regular.ttf`, bold: `${FONTS}Roboto-Medium.ttf` } });
// The fonts, and nothing that a text could name.
pdfmake.setLocalAccessPolicy((path) => path.startsWith(FONTS));
pdfmake.setUrlAccessPolicy(() => false);

parentPort?.on('message', (definition: PdfDefinition) => {
  const { pageFoot, ...document } = definition;
  void pdfmake
    .createPdf({ ...document, ...(pageFoot && { footer: footerOf(pageFoot) }) })
    .getBuffer()
    .then((bytes: Uint8Array) => parentPort?.postMessage(bytes));
});

function footerOf({ left, right, margin }: NonNullable<PdfDefinition['pageFoot']>) {
  return (page: number, pages: number) => ({
    margin: [margin, 12, margin, 0] as [number, number, number, number],
    columns: [
      { text: left, width: '*', ...SMALL },
      { text: right.replace('{page}', String(page)).replace('{pages}', String(pages)), width: 'auto', ...SMALL },
    ],
  });
}
