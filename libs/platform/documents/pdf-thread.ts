import { parentPort } from 'node:worker_threads';

import type { PdfDefinition } from './pdf-definition.js';
import { layOutPdf } from './pdf-pages.js';

/** Runs in a thread of its own (see PdfRenderer): takes document definitions, answers the bytes of each. */
parentPort?.on('message', (definition: PdfDefinition) => {
  void layOutPdf(definition).then((bytes) => parentPort?.postMessage(bytes));
});
