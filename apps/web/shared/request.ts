import { noteServerTime } from './clock.js';
import { newId } from './uuid.js';

/** No answer came within the time, or none at all. */
export class NoAnswer extends Error {}

/**
 * One try of a request. Throws {@link NoAnswer} when nothing comes within `withinMs`. The server repeats the id that a request has: an answer with
 * another one was kept by the browser, and says nothing of what time it is.
 */
export async function tryOnce(request: Request, withinMs: number): Promise<Response> {
  const id = newId();
  request.headers.set('X-Request-ID', id);
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), withinMs);
  const follow = () => cut.abort();
  request.signal.addEventListener('abort', follow);
  const sentAt = Date.now();
  try {
    const answer = await fetch(request, { signal: cut.signal });
    if (answer.headers.get('X-Request-ID') === id) noteServerTime(answer.headers.get('Date'), sentAt);
    return answer;
  } catch {
    throw new NoAnswer();
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', follow);
  }
}
