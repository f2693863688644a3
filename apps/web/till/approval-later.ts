import { later } from './later.js';

/** In a file of its own: few sales need an approval. */
export const ApprovalSheet = later(async () => (await import('./approval.js')).ApprovalSheet);
