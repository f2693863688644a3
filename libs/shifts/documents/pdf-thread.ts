import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

import pdfmake from 'pdfmake';

import { GREY, type PagesToLayOut } from './pdf-layout.js';

/** Runs in a thread of its own (see PdfRenderer): lays pages out and answers the PDF's bytes. */
const FONTS = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto');
const SMALL = { fontSize: 7, color: GREY };

const pages = workerData as PagesToLayOut;

pdfmake.setFonts({
  Roboto: { normal: join(FONTS, 'Roboto-Regular.ttf'), bold: join(FONTS, 'Roboto-Medium.ttf') },
});
// The fonts, and nothing that a text of a report could name.
pdfmake.setLocalAccessPolicy((path) => path.startsWith(FONTS));
pdfmake.setUrlAccessPolicy(() => false);

const pdf = pdfmake.createPdf({
  pageSize: 'A4',
  pageMargins: [40, 40, 40, 48],
  language: pages.language,
  info: { title: pages.title, creator: 'Comanda', producer: 'Comanda' },
  defaultStyle: { font: 'Roboto', fontSize: 9 },
  content: pages.content,
  footer: (page, count) => ({
    margin: [40, 12, 40, 0],
    columns: [
      { text: pages.foot, width: '*', ...SMALL },
      {
        text: pages.pageFoot.replace('{page}', String(page)).replace('{pages}', String(count)),
        width: 'auto',
        ...SMALL,
      },
    ],
  }),
});

parentPort?.postMessage(await pdf.getBuffer());
