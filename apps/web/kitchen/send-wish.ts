import type { Problem } from '../shared/api.js';
import type { Answer, KitchenApi } from './kitchen-api.js';
import type { Ticket } from './tickets.js';
import { judge, type Wish } from './wishes.js';

/** What became of a wish. `elsewhere`: it was so already, by somebody else. */
export type Fate =
  | { readonly kind: 'granted'; readonly tickets: readonly Ticket[]; readonly elsewhere: boolean }
  | { readonly kind: 'refused'; readonly tickets: readonly Ticket[]; readonly problem: Problem }
  | { readonly kind: 'later' };

/** How often a wish is made again when others change the ticket at the same time. */
const TRIES = 4;

/**
 * Tells one wish to the server. `current` finds a ticket as the board has it now. A bump carries the version that it was made for, so that nobody
 * bumps a dish that was changed under their finger; when only something else of the ticket changed, it is made again.
 */
export async function sendWish(
  api: KitchenApi,
  wish: Wish,
  current: (id: string) => Ticket | undefined,
): Promise<Fate> {
  let now: readonly Ticket[] = wish.seen.map((ticket) => current(ticket.id) ?? ticket);
  if (judge(wish, now) === 'granted') return { kind: 'granted', tickets: [], elsewhere: false };
  for (let tries = 1; ; tries += 1) {
    const answer = await ask(api, wish, now);
    if (answer.ok) return { kind: 'granted', tickets: answer.data, elsewhere: false };
    const { problem } = answer;
    if (isPassing(problem)) return { kind: 'later' };
    const told = ticketsOf(problem);
    const verdict = told.length > 0 ? judge(wish, told) : 'refused';
    if (verdict === 'granted') return { kind: 'granted', tickets: told, elsewhere: true };
    if (verdict === 'refused' || tries === TRIES) return { kind: 'refused', tickets: told, problem };
    now = told;
  }
}

function ask(api: KitchenApi, wish: Wish, now: readonly Ticket[]): Promise<Answer<readonly Ticket[]>> {
  if (wish.kind === 'recall') return api.recall(wish.ids);
  if (wish.kind === 'seen') return seenAll(api, wish.ids);
  // Seen and changed since: the version of what was seen makes the server refuse, and say how it is.
  const only = wish.seen.length === 1 ? wish.seen[0] : undefined;
  const version =
    only && judge(wish, now) === 'refused' ? only.version : now.find(({ id }) => id === only?.id)?.version;
  return api.bump(wish.ids, wish.status, version);
}

async function seenAll(api: KitchenApi, ticketIds: readonly string[]): Promise<Answer<readonly Ticket[]>> {
  const tickets: Ticket[] = [];
  for (const id of ticketIds) {
    const answer = await api.seen(id);
    if (!answer.ok) return answer;
    tickets.push(...answer.data);
  }
  return { ok: true, data: tickets };
}

/** No answer, or one that says nothing of the wish: a login that ended, a limit, a server that fails. */
function isPassing({ status }: Problem): boolean {
  return status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
}

function ticketsOf(problem: Problem): readonly Ticket[] {
  const told = problem.more['tickets'];
  return Array.isArray(told) ? (told as readonly Ticket[]) : [];
}
