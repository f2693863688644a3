import { type LoggedEvent, newId } from '#libs/kernel';

/** A new order at no outlet in particular; a test says what matters to it. */
export const anEvent = (change: Partial<LoggedEvent> = {}): LoggedEvent => ({
  id: newId(),
  place: change.seq ?? 1,
  seq: 1,
  type: 'NEW_ORDER',
  outletId: null,
  sessionId: null,
  customerId: null,
  occurredAt: new Date('2026-03-02T12:00:00Z'),
  payload: { id: newId(), status: 'NEW', items: [] },
  ...change,
});
