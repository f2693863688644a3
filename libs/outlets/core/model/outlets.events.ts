import { defineEvent, json } from '#libs/kernel';

export const OutletChanged = defineEvent('OUTLET_CHANGED', {
  owner: 'outlets',
  audience: 'processes',
  summary: 'An outlet was opened, changed or closed: what a process remembers of outlets is old.',
  payload: {
    type: 'object',
    properties: { id: json.id, change: { enum: ['created', 'updated', 'deleted'] } },
    required: ['id', 'change'],
    additionalProperties: false,
  },
});

export const ScheduleChanged = defineEvent('SCHEDULE_CHANGED', {
  owner: 'outlets',
  audience: 'processes',
  summary: 'A schedule was made, changed or deleted: whoever keeps to its hours looks at them again.',
  payload: {
    type: 'object',
    properties: { id: json.id, change: { enum: ['created', 'updated', 'deleted'] } },
    required: ['id', 'change'],
    additionalProperties: false,
  },
});
