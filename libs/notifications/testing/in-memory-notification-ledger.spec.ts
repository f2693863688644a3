import { newId } from '#libs/kernel';

import { InMemoryNotificationLedger, InMemoryNotificationQueries } from './in-memory-notification-ledger.js';
import { notificationLedgerContract } from './notification-ledger.contract.js';

notificationLedgerContract(async () => {
  const ledger = new InMemoryNotificationLedger();
  return { ledger, queries: new InMemoryNotificationQueries(ledger), aJob: async () => newId() };
});
