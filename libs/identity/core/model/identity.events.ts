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

export const PermissionsChanged = defineEvent('PERMISSIONS_CHANGED', {
  owner: 'identity',
  audience: 'processes',
  summary: 'The rules of who may do what have changed: what a process remembers of them is old.',
  payload: {
    type: 'object',
    properties: { outlet_id: json.idOrNull, version: json.integer },
    required: ['outlet_id', 'version'],
    additionalProperties: false,
  },
});

const ids = { type: 'array', items: json.id } as const;

const approval = {
  id: json.id,
  outlet_id: json.id,
  /** The permissions that the request needs. */
  permissions: { type: 'array', items: json.text },
  asked_by: json.id,
} as const;

export const ApprovalRequested = defineEvent('APPROVAL_REQUESTED', {
  owner: 'identity',
  audience: 'approvers',
  reachesStations: false,
  summary: 'Somebody asks for an approval: whoever may do alone what it is for may grant it.',
  payload: {
    type: 'object',
    properties: {
      ...approval,
      asked_by_role: json.text,
      method: json.text,
      path: json.text,
      expires_at: json.instant,
      /** Who may decide it: everybody of these roles, and these people, but for those who are excepted. */
      approvers: {
        type: 'object',
        properties: { roles: { type: 'array', items: json.text }, user_ids: ids, except_user_ids: ids },
        required: ['roles', 'user_ids', 'except_user_ids'],
        additionalProperties: false,
      },
    },
    required: [
      'id',
      'outlet_id',
      'permissions',
      'asked_by',
      'asked_by_role',
      'method',
      'path',
      'expires_at',
      'approvers',
    ],
    additionalProperties: false,
  },
});

export const ApprovalDecided = defineEvent('APPROVAL_DECIDED', {
  owner: 'identity',
  audience: 'asker',
  reachesStations: false,
  summary: 'What somebody asked an approval for was granted or denied; a grant is good until `expires_at`.',
  payload: {
    type: 'object',
    properties: {
      ...approval,
      decision: { enum: ['GRANTED', 'DENIED'] },
      decided_by: json.id,
      expires_at: json.instant,
    },
    required: ['id', 'outlet_id', 'permissions', 'asked_by', 'decision', 'decided_by', 'expires_at'],
    additionalProperties: false,
  },
});
