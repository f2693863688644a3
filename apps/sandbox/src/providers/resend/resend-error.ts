import { json, Refusal } from '../../framework/http.js';

/** Its own shape of an error, which its SDK hands on as it is. */
export const problemOf = (statusCode: number, name: string, message: string) =>
  json(statusCode, { statusCode, name, message });

export const refused = (statusCode: number, name: string, message: string): Refusal =>
  new Refusal(problemOf(statusCode, name, message));
