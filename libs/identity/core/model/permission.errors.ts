import {
  conflict,
  forbidden,
  notFound,
  type PermissionKey,
  type PermissionVerdict,
  ruleBroken,
  type StaffRole,
} from '#libs/kernel';

export const administrationUnreachable = (permission: PermissionKey) =>
  ruleBroken(
    'ADMINISTRATION_UNREACHABLE',
    'No rule may name this permission: somebody must be left who can change the rules.',
    { permission },
  );
export const permissionNotGrantable = (permission: PermissionKey, roles: readonly StaffRole[]) =>
  ruleBroken(
    'PERMISSION_NOT_GRANTABLE',
    'This permission cannot be given to that role; see `roles` for those it can.',
    {
      permission,
      roles,
    },
  );
export const limitUnknown = (permission: PermissionKey) =>
  ruleBroken('LIMIT_UNKNOWN', 'This permission has no such limit; GET /permissions lists those it has.', {
    permission,
  });
export const limitNeedsAllow = (permission: PermissionKey) =>
  ruleBroken('LIMIT_NEEDS_ALLOW', 'A limit says up to where somebody may act alone: it goes with ALLOW.', {
    permission,
  });
export const limitNeedsOutlet = (permission: PermissionKey) =>
  ruleBroken('LIMIT_NEEDS_OUTLET', 'An amount is in the currency of an outlet: set this limit at the outlet.', {
    permission,
  });
export const ruleNeedsSubject = (permission: PermissionKey) =>
  ruleBroken('RULE_NEEDS_SUBJECT', 'A rule is for a role or for a person: send either role or user_id.', {
    permission,
  });
export const ruleNeedsInstallation = (permission: PermissionKey) =>
  ruleBroken(
    'RULE_NEEDS_INSTALLATION',
    'This permission is about what all outlets share: its rules are those of the installation, without outlet_id.',
    { permission },
  );
export const ruleTwice = (permission: PermissionKey) =>
  ruleBroken('RULE_TWICE', 'There are two rules for the same permission and the same role or person.', { permission });
export const ruleUserUnknown = (userIds: readonly string[]) =>
  ruleBroken('RULE_USER_UNKNOWN', 'Some of the people are not staff of this outlet.', { user_ids: userIds });

export const permissionDenied = (permission: PermissionKey) =>
  forbidden('FORBIDDEN', 'You may not do this here.', { permission });

const SHOWN = {
  maxAmount: 'max_amount',
  maxBasisPoints: 'max_percent',
  maxAgeMinutes: 'max_age_minutes',
  maxPerShift: 'max_per_shift',
} as const;

/** What was passed, in the words and units of the wire: percents are percents there. */
const passed = ({ beyond }: PermissionVerdict) => {
  if (!beyond) return { limit: null, value: null };
  const unit = beyond.limit === 'maxBasisPoints' ? 100 : 1;
  return { limit: { [SHOWN[beyond.limit]]: beyond.most / unit }, value: beyond.value / unit };
};

export const approvalNeeded = (permission: PermissionKey, verdict: PermissionVerdict) =>
  forbidden('APPROVAL_REQUIRED', 'A SUPERVISOR has to approve this: send who approves, with their PIN or password.', {
    permission,
    ...passed(verdict),
  });

export const grantMismatch = () =>
  forbidden('GRANT_MISMATCH', 'This approval was given for another request, or for somebody else. Ask for a new one.');
export const grantExpired = () =>
  forbidden('GRANT_EXPIRED', 'This approval was good for two minutes, and they are over. Ask for a new one.');
export const grantUsed = () => conflict('GRANT_USED', 'This approval was used already: it is good for one request.');

export const requestNotFound = () => notFound('approval request', 'APPROVAL_NOT_FOUND');
export const requestDecided = () =>
  conflict('APPROVAL_DECIDED', 'This request was answered already, or nobody answered it in time.');
export const nothingToApprove = () =>
  ruleBroken(
    'NOTHING_TO_APPROVE',
    'That request is none that an approval is for. Send its method, its path and its body.',
  );
export const ownApproval = () =>
  forbidden('APPROVAL_DENIED', 'The approval is not good: the PIN or password is wrong, or they may not approve here.');
