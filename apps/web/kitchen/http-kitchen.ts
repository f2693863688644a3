import type { Api, Outcome } from '../shared/api.js';
import type { Answer, KitchenApi, Outlet, Station } from './kitchen-api.js';
import type { Snapshot, Ticket } from './tickets.js';

interface Loose {
  get(path: string, init?: object): Promise<Outcome<unknown>>;
  post(path: string, init?: object): Promise<Outcome<unknown>>;
  patch(path: string, init?: object): Promise<Outcome<unknown>>;
}

/** The kitchen's calls over HTTP. */
export function createKitchenApi(api: Api): KitchenApi {
  const loose = api as unknown as Loose;
  const tickets = async (path: string, body: object): Promise<Answer<readonly Ticket[]>> => {
    const answer = await loose.post(path, { body });
    return answer.ok ? { ok: true, data: (answer.data as { tickets: readonly Ticket[] }).tickets } : answer;
  };
  const at = (outletId: string | null) => (outletId === null ? {} : { outlet_id: outletId });
  return {
    async tickets({ outletId, stations, view }) {
      const query = {
        ...at(outletId),
        ...(stations.length > 0 && { station: stations.join(',') }),
        view,
        state: 'OPEN,HELD,READY',
        recent: '30m',
      };
      return (await loose.get('/api/v1/kitchen/tickets', { params: { query } })) as Answer<Snapshot>;
    },
    bump: (lineIds, status, version) =>
      tickets('/api/v1/kitchen/bump', { line_ids: lineIds, status, ...(version !== undefined && { version }) }),
    recall: (lineIds) => tickets('/api/v1/kitchen/recall', { line_ids: lineIds }),
    seen: (id) => tickets(`/api/v1/kitchen/tickets/${id}/seen`, {}),
    rush: (id, on) => tickets('/api/v1/kitchen/rush', { ticket_id: id, on }),
    async stations(outletId) {
      const answer = await loose.get('/api/v1/kitchen/stations', { params: { query: at(outletId) } });
      if (!answer.ok) return answer;
      const data = answer.data as { data: readonly Station[] } | readonly Station[];
      return { ok: true, data: 'data' in data ? data.data : data };
    },
    async outlets() {
      const answer = await loose.get('/api/v1/outlets', { params: { query: { limit: 100 } } });
      return answer.ok ? { ok: true, data: (answer.data as { data: readonly Outlet[] }).data } : answer;
    },
    soldOut: (id, outletId) =>
      loose.patch('/api/v1/products/{id}/availability', {
        params: { path: { id } },
        body: { available: false, ...at(outletId) },
      }),
  };
}
