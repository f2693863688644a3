import { type Answer, json, Refusal } from '../../framework/http.js';

export interface Place {
  readonly method: string;
  readonly path: string;
}

/** Its own shape of an error, with a stack trace in it that nobody should show to anybody. */
export const problemOf = (status: number, message: string, { method, path }: Place): Answer =>
  json(status, {
    msgs: [message],
    date: new Date().toISOString(),
    method,
    path,
    causa: message,
    stackTrace: 'br.com.correios.api.exception.ApiException: at br.com.correios.api.Sandbox.java:1',
  });

export const refused = (status: number, message: string, place: Place): Refusal =>
  new Refusal(problemOf(status, message, place));
