/** A ticket of the kitchen without what a customer wrote. */
const withoutNotes = (ticket: string): string => `
  ${ticket} || '{"note": null}' || jsonb_build_object('lines', (
    SELECT coalesce(jsonb_agg(line || '{"note": null, "void_reason": null, "was": null}' ORDER BY place), '[]')
    FROM jsonb_array_elements(${ticket} -> 'lines') WITH ORDINALITY AS lines (line, place)))`;

/** The `payload` of an event without what a customer wrote: notes, and reasons. */
export const WITHOUT_PERSONAL_TEXT = `
  payload
    || CASE WHEN payload ? 'note' THEN '{"note": null}' ELSE '{}' END::jsonb
    || CASE WHEN payload ? 'reason' THEN '{"reason": null}' ELSE '{}' END::jsonb
    || CASE WHEN payload ? 'items' THEN jsonb_build_object('items', (
         SELECT coalesce(jsonb_agg(item || '{"note": null}' ORDER BY place), '[]')
         FROM jsonb_array_elements(payload -> 'items') WITH ORDINALITY AS items (item, place)))
       ELSE '{}' END
    || CASE WHEN payload ? 'tickets' THEN jsonb_build_object('tickets', (
         SELECT coalesce(jsonb_agg(${withoutNotes('ticket')} ORDER BY nth), '[]')
         FROM jsonb_array_elements(payload -> 'tickets') WITH ORDINALITY AS tickets (ticket, nth)))
       ELSE '{}' END
    || CASE WHEN payload ? 'ticket' THEN jsonb_build_object('ticket', ${withoutNotes(`(payload -> 'ticket')`)}) ELSE '{}' END`;
