import { newId } from '#libs/kernel';

import { InMemoryNotificationBook } from './in-memory-notification-book.js';
import { describeNotificationBook } from './notification-book.contract.js';

describeNotificationBook(async () => ({ book: new InMemoryNotificationBook(), aJob: async () => newId() }));
