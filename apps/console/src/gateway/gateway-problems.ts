import { LARGEST_BODY_KB } from '../../../../libs/platform/http/bodies/body-parsers.js';
import type { Language } from '../../../../libs/platform/http/problems/language.js';

export const LARGEST_BODY_MB = LARGEST_BODY_KB / 1024;

/** What a gateway answers by itself. Whether a request that failed had arrived it cannot tell. */
export const GATEWAY_STATUSES = [413, 502, 504] as const;
export type GatewayStatus = (typeof GATEWAY_STATUSES)[number];

const CODES = { 413: 'BODY_TOO_LARGE', 502: 'SERVICE_AWAY', 504: 'SERVICE_TOO_SLOW' } as const;

interface Sentences {
  readonly title: string;
  /** Of the detail, what stands before the name of the role and what stands after it. No sentence has quotes in it, which nginx would take out. */
  readonly before: string;
  readonly after: string;
}

const SAME_KEY: Readonly<Record<Language, string>> = {
  en: 'Try again with the same Idempotency-Key or id: what was done is not done twice.',
  id: 'Coba lagi dengan Idempotency-Key atau id yang sama: yang sudah dilakukan tidak dilakukan dua kali.',
  'pt-BR': 'Tente de novo com a mesma Idempotency-Key ou o mesmo id: o que foi feito não é feito duas vezes.',
};

const SENTENCES: Readonly<Record<Language, Readonly<Record<GatewayStatus, Sentences>>>> = {
  en: {
    413: { title: 'The body is too large', before: `The body is over ${LARGEST_BODY_MB} MB.`, after: '' },
    502: {
      title: 'A service is away for a moment',
      before: 'The ',
      after: ` service is away for a moment. ${SAME_KEY.en}`,
    },
    504: {
      title: 'A service took too long',
      before: 'The ',
      after: ` service took too long to answer. ${SAME_KEY.en}`,
    },
  },
  id: {
    413: {
      title: 'Isi permintaan terlalu besar',
      before: `Isi permintaan lebih dari ${LARGEST_BODY_MB} MB.`,
      after: '',
    },
    502: {
      title: 'Layanan sedang tidak tersedia',
      before: 'Layanan ',
      after: ` sedang tidak tersedia. ${SAME_KEY.id}`,
    },
    504: {
      title: 'Layanan terlalu lama menjawab',
      before: 'Layanan ',
      after: ` terlalu lama menjawab. ${SAME_KEY.id}`,
    },
  },
  'pt-BR': {
    413: {
      title: 'O corpo da requisição é grande demais',
      before: `O corpo da requisição tem mais de ${LARGEST_BODY_MB} MB.`,
      after: '',
    },
    502: {
      title: 'Um serviço está fora do ar por um momento',
      before: 'O serviço ',
      after: ` está fora do ar por um momento. ${SAME_KEY['pt-BR']}`,
    },
    504: {
      title: 'Um serviço demorou demais',
      before: 'O serviço ',
      after: ` demorou demais para responder. ${SAME_KEY['pt-BR']}`,
    },
  },
};

/** Languages other than English, by how an `Accept-Language` header begins that prefers them. */
export const OTHER_LANGUAGES = [
  { begins: '(?i)^id\\b', language: 'id' },
  { begins: '(?i)^pt\\b', language: 'pt-BR' },
] as const satisfies readonly { begins: string; language: Language }[];

/** The three parts of a problem that depend on the language, in the order of {@link Sentences}. */
export function sentencesOf(status: GatewayStatus, language: Language): readonly [string, string, string] {
  const { title, before, after } = SENTENCES[language][status];
  return [title, before, after];
}

interface Placeholders extends Sentences {
  readonly role: string;
  readonly requestId: string;
}

/** A problem document like those of the API, with a gateway's own variables for what it learns from the request. */
export function problemOf(status: GatewayStatus, { title, before, after, role, requestId }: Placeholders): string {
  const code = CODES[status];
  const detail = `${before}${role}${after}`;
  return JSON.stringify({
    type: `urn:comanda:problem:${code.toLowerCase()}`,
    title,
    status,
    detail,
    code,
    request_id: requestId,
    error: detail,
  });
}
