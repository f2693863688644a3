import { defineEvent, json } from '#libs/kernel';

export const UserChanged = defineEvent('USER_CHANGED', {
  owner: 'identity',
  audience: 'processes',
  summary: 'What a user may do, or whether their logins are good, has changed.',
  payload: {
    type: 'object',
    properties: { user_id: json.id },
    required: ['user_id'],
    additionalProperties: false,
  },
});
