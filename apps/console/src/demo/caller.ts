import { StepFailed } from './narrator.js';
import { pause } from './pace.js';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const TIMEOUT_MS = 15_000;

/** Somebody's device: speaks to the API over HTTP with its own token, and takes nothing but success for an answer. */
export class Caller {
  constructor(
    /** `http://localhost:8080`, without a path. */
    readonly base: string,
    /** Who it is, for the story. */
    readonly name: string,
    readonly token?: string,
  ) {}

  as(name: string, token: string): Caller {
    return new Caller(this.base, name, token);
  }

  async get<T>(path: string): Promise<T> {
    return (await this.send<T>('GET', path)).body;
  }

  async post<T>(path: string, body: unknown = {}, headers?: Readonly<Record<string, string>>): Promise<T> {
    return (await this.send<T>('POST', path, body, headers)).body;
  }

  async patch<T>(path: string, body: unknown): Promise<T> {
    return (await this.send<T>('PATCH', path, body)).body;
  }

  async delete<T>(path: string, body: unknown = {}): Promise<T> {
    return (await this.send<T>('DELETE', path, body)).body;
  }

  /** Sends and demands a 2xx. Throws {@link StepFailed} with the problem document otherwise. */
  async send<T>(
    method: Method,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<T>> {
    const answer = await this.exchange<T>(method, path, body, headers);
    if (answer.status < 200 || answer.status > 299) {
      throw new StepFailed(`${this.name}: ${method} ${path} answered ${answer.status}`, answer.body);
    }
    return answer;
  }

  /** Sends what must be refused, and answers the refusal whatever its code is. */
  async refused(method: Method, path: string, body?: unknown): Promise<Problem> {
    const answer = await this.exchange<Problem>(method, path, body);
    if (answer.status < 400) {
      throw new StepFailed(
        `${this.name}: ${method} ${path} should be refused, but answered ${answer.status}`,
        answer.body,
      );
    }
    return { ...answer.body, status: answer.status };
  }

  /** The bytes of an image or a document. */
  async download(path: string): Promise<Buffer> {
    const response = await this.fetch('GET', path);
    if (!response.ok)
      throw new StepFailed(`${this.name}: GET ${path} answered ${response.status}`, await response.text());
    return Buffer.from(await response.arrayBuffer());
  }

  private async exchange<T>(
    method: Method,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<T>> {
    if (method !== 'GET') await pause();
    const response = await this.fetch(method, path, body, headers);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const parsed: unknown = isJson && text !== '' ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed as T };
  }

  private fetch(
    method: Method,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response> {
    return fetch(`${this.base}/api/v1${path}`, {
      method,
      headers: {
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: unknown) => {
      throw new StepFailed(`${this.name}: ${method} ${path} got no answer`, String((error as Error).cause ?? error));
    });
  }
}
