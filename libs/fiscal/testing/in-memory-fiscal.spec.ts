import { describe } from '@jest/globals';

import { fiscalDocumentsContract } from './fiscal-documents.contract.js';
import { fiscalSettingsContract } from './fiscal-settings.contract.js';
import { InMemoryFiscalDocumentRepository, InMemoryFiscalSettingsRepository } from './in-memory-fiscal.js';

fiscalDocumentsContract('documents in memory', () => Promise.resolve(new InMemoryFiscalDocumentRepository()));

describe('settings in memory', () => {
  fiscalSettingsContract(() => new InMemoryFiscalSettingsRepository());
});
