/** The `payload` of an event without what a customer wrote: notes, and reasons. */
export const WITHOUT_PERSONAL_TEXT = `
  payload
    || CASE WHEN payload ? 'note' THEN '{"note": null}' ELSE '{}' END::jsonb
    || CASE WHEN payload ? 'reason' THEN '{"reason": null}' ELSE '{}' END::jsonb
    || CASE WHEN payload ? 'items' THEN jsonb_build_object('items', (
         SELECT coalesce(jsonb_agg(item || '{"note": null}' ORDER BY place), '[]')
         FROM jsonb_array_elements(payload -> 'items') WITH ORDINALITY AS items (item, place)))
       ELSE '{}' END`;
