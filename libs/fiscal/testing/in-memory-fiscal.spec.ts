import { fiscalDocumentsContract } from './fiscal-documents.contract.js';
import { InMemoryFiscalDocuments } from './in-memory-fiscal.js';

fiscalDocumentsContract('documents in memory', () => Promise.resolve(new InMemoryFiscalDocuments()));
