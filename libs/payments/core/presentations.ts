import type { KeptPresentation } from './payment-attempts.js';
import type { Presentation } from './payment-gateway.js';

/** What may be kept of it: a client secret is asked for again each time. */
export const kept = (presentation: Presentation | null): KeptPresentation | null =>
  presentation === null || presentation.kind === 'card' ? null : presentation;
