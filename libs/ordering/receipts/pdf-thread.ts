import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { parentPort } from 'node:worker_threads';

import pdfmake from 'pdfmake';

import type { PdfDefinition } from './receipt-pdf.js';

/** Runs in a thread of its own (see PdfRenderer): takes document definitions, answers the bytes of each. */
const FONTS = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto') + sep;

pdfmake.setFonts({ Roboto: { normal: `${FONTS}Roboto-Regular.ttf`, bold: `${FONTS}Roboto-Medium.ttf` } });
// The fonts, and nothing that a text could name.
pdfmake.setLocalAccessPolicy((path) => path.startsWith(FONTS));
pdfmake.setUrlAccessPolicy(() => false);

parentPort?.on('message', (definition: PdfDefinition) => {
  void pdfmake
    .createPdf(definition)
    .getBuffer()
    .then((bytes: Uint8Array) => parentPort?.postMessage(bytes));
});
