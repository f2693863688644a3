import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';

import { DomainError, type FieldFault } from '#libs/kernel';

import { asUnavailable } from '../../database/database-errors.js';
import { Logger } from '../../telemetry/logger.js';
import { currentRequest } from '../../telemetry/request-context.js';
import { UnsupportedMediaType } from '../bodies/body-parsers.js';
import { NOT_KEPT } from '../middleware/secure-headers.js';
import { type Language, languageOf } from './language.js';
import { nowherePage } from './plain-page.js';
import { type Problem, STATUS_OF, titleOf } from './problem.js';
import { translate } from './sentences/sentences.js';

interface Described {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A problem with what this kind of it tells besides. */
export type ProblemDocument = Problem & Readonly<Record<string, unknown>>;

/** Of body-parser and Express: what the client did, by the `type` or `status` of the error. */
const OF_HTTP: Readonly<Record<number, Omit<Described, 'status'>>> = {
  400: { code: 'MALFORMED_REQUEST', detail: 'The request could not be read.' },
  404: { code: 'NOT_FOUND', detail: 'There is nothing at this path.' },
  405: { code: 'METHOD_NOT_ALLOWED', detail: 'This path does not take that method.' },
  406: { code: 'NOT_ACCEPTABLE', detail: 'None of the asked formats is offered here.' },
  413: { code: 'BODY_TOO_LARGE', detail: 'The body is too large.' },
  415: { code: 'UNSUPPORTED_MEDIA_TYPE', detail: 'Send the body as application/json in UTF-8.' },
};

/** Turns whatever was thrown into a problem document. What nobody foresaw is a 500 with the request's id and nothing else. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const request = http.getRequest<Request>();
    this.answer(error, request, response);
  }

  /** Writes the problem; also used where Express fails before Nest has a context. */
  answer(error: unknown, request: Request, response: Response): void {
    const requestId = currentRequest()?.requestId ?? String(response.getHeader('X-Request-ID') ?? '');
    const problem = this.problemOf(error, requestId, request.headers['accept-language']);
    const retryAfter = problem['retry_after'];
    if (typeof retryAfter === 'number') response.setHeader('Retry-After', String(Math.ceil(retryAfter)));
    // The route may have said otherwise before it failed.
    response.setHeader('Cache-Control', NOT_KEPT);
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.status(problem.status);
    if (isForPerson(request)) {
      response.type('html').send(nowherePage(request.originalUrl, problem.title, request.headers['accept-language']));
    } else response.type('application/problem+json').send(JSON.stringify(problem));
  }

  /** The problem document of whatever was thrown: sockets answer with the same one as HTTP. */
  problemOf(error: unknown, requestId: string, acceptLanguage: string | undefined): ProblemDocument {
    const language = languageOf(acceptLanguage);
    const { status, code, more = {}, ...described } = this.describe(error);
    const detail = translate(described.detail, language);
    return {
      // First, so that no detail can take the place of a standard member.
      ...inLanguage(more, language),
      type: `urn:comanda:problem:${code.toLowerCase()}`,
      title: titleOf(status, acceptLanguage),
      status,
      detail,
      code,
      request_id: requestId,
      // For S4's older clients, which read this member.
      error: detail,
    };
  }

  private describe(error: unknown): Described {
    if (error instanceof DomainError) return ofDomain(error);
    const away = asUnavailable(error, currentRequest()?.mayHaveChanged);
    if (away) {
      this.logger.warn('The database failed a request', { error });
      return ofDomain(away);
    }
    const status = error instanceof HttpException ? error.getStatus() : (error as { status?: unknown } | null)?.status;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      return { status, ...(OF_HTTP[status] ?? OF_HTTP[400]!), ...ofParser(error) };
    }
    if (status === 503)
      return {
        status: 503,
        code: 'SHUTTING_DOWN',
        detail: 'This server is stopping. Try again.',
        more: { retry_after: 1 },
      };
    this.logger.error('A request failed', { error });
    return { status: 500, code: 'INTERNAL_ERROR', detail: 'Something went wrong. Quote the request id to support.' };
  }
}

/** Somebody opened an address outside the API, and outside the files of pages, in a browser. */
const isForPerson = (request: Request): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  !/^\/(?:api|web)(?:[/?]|$)/.test(request.originalUrl) &&
  request.accepts(['application/problem+json', 'json', 'html']) === 'html';

/** How many faults one answer tells: more would help nobody, and a hostile request could ask for megabytes of them. */
const MOST_FAULTS = 20;

function ofDomain({ kind, code, message, details, faults }: DomainError): Described {
  const untold = faults.length - MOST_FAULTS;
  const more = {
    ...details,
    ...(faults.length > 0 && { errors: faults.slice(0, MOST_FAULTS) }),
    ...(untold > 0 && { more_errors: untold }),
  };
  return { status: STATUS_OF[kind], code, detail: message, more };
}

/** What is said beside each field, in the reader's language; facts stay as they are. */
function inLanguage(more: Readonly<Record<string, unknown>>, language: Language): Readonly<Record<string, unknown>> {
  const faults = more['errors'];
  if (language === 'en' || !Array.isArray(faults)) return more;
  return {
    ...more,
    errors: (faults as FieldFault[]).map((fault) => ({ ...fault, message: translate(fault.message, language) })),
  };
}

const KB = 1024;

function ofParser(error: unknown): Partial<Described> {
  if (error instanceof UnsupportedMediaType && error.takes === 'csv') return { detail: 'Send the file as text/csv.' };
  const limit = (error as { limit?: unknown } | null)?.limit;
  if (typeof limit === 'number') {
    const most = limit % (KB * KB) === 0 ? `${limit / KB / KB} MB` : `${Math.floor(limit / KB)} KB`;
    return { detail: `The body is over ${most}, which is the most that this route takes.`, more: { limit } };
  }
  const type = (error as { type?: unknown } | null)?.type;
  if (type === 'entity.parse.failed') return { code: 'MALFORMED_JSON', detail: 'The body is not valid JSON.' };
  return {};
}
