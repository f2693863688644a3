import { LARGEST_BODY_KB } from '../../../../libs/platform/http/bodies/body-parsers.js';

export const LARGEST_BODY_MB = LARGEST_BODY_KB / 1024;

const SAME_KEY = 'Try again with the same Idempotency-Key or id: what was done is not done twice.';

/** What a gateway answers by itself. Whether a request that failed had arrived it cannot tell. */
const KINDS = {
  413: {
    code: 'BODY_TOO_LARGE',
    title: 'The body is too large',
    detail: () => `The body is over ${LARGEST_BODY_MB} MB.`,
  },
  502: {
    code: 'SERVICE_AWAY',
    title: 'A service is away for a moment',
    detail: (role: string) => `The ${role} service is away for a moment. ${SAME_KEY}`,
  },
  504: {
    code: 'SERVICE_TOO_SLOW',
    title: 'A service took too long',
    detail: (role: string) => `The ${role} service took too long to answer. ${SAME_KEY}`,
  },
} as const;

interface Placeholders {
  readonly role: string;
  readonly requestId: string;
}

/** A problem document like those of the API, with a gateway's own words for the role and for the request's id. No sentence has quotes in it, which nginx would take out. */
export function problemOf(status: keyof typeof KINDS, { role, requestId }: Placeholders): string {
  const { code, title, detail } = KINDS[status];
  return JSON.stringify({
    type: `urn:comanda:problem:${code.toLowerCase()}`,
    title,
    status,
    detail: detail(role),
    code,
    request_id: requestId,
    error: detail(role),
  });
}
