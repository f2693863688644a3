import type { Api, Outcome } from '../shared/api.js';
import type { Answer, KitchenApi } from './kitchen-api.js';
import type { Ticket } from './tickets.js';

/** The kitchen's calls over HTTP. */
export function createKitchenApi(api: Api): KitchenApi {
  const at = (outletId: string | null) => (outletId === null ? {} : { outlet_id: outletId });
  return {
    tickets({ outletId, stations, view }) {
      const station = stations.length > 0 ? { station: stations.join(',') } : {};
      const query = { ...at(outletId), ...station, view, recent: '30m' };
      return api.get('/api/v1/kitchen/tickets', { params: { query } });
    },
    bump: (lineIds, status, version) =>
      changed(
        api.post('/api/v1/kitchen/bump', {
          body: { line_ids: [...lineIds], status, ...(version !== undefined && { version }) },
        }),
      ),
    recall: (lineIds) => changed(api.post('/api/v1/kitchen/recall', { body: { line_ids: [...lineIds] } })),
    seen: (id) => changed(api.post('/api/v1/kitchen/tickets/{id}/seen', { params: { path: { id } } })),
    async bumpedBy(id) {
      const answer = await api.get('/api/v1/kitchen/tickets/{id}/history', { params: { path: { id } } });
      if (!answer.ok) return answer;
      const bump = answer.data.data
        .reverse()
        .find(({ act, to }) => act === 'STATUS' && (to === 'READY' || to === 'DONE'));
      return { ok: true, data: bump ? bump.actor : null };
    },
    async names() {
      const answer = await api.get('/api/v1/auth/colleagues', { params: { query: { limit: 100 } } });
      return answer.ok ? { ok: true, data: new Map(answer.data.data.map(({ id, name }) => [id, name])) } : answer;
    },
    rush: (id, on) => changed(api.post('/api/v1/kitchen/rush', { body: { ticket_id: id, on } })),
    async stations(outletId) {
      const answer = await api.get('/api/v1/kitchen/stations', { params: { query: at(outletId) } });
      return answer.ok ? { ok: true, data: answer.data.data } : answer;
    },
    async outlets() {
      const answer = await api.get('/api/v1/outlets', { params: { query: { limit: 100 } } });
      return answer.ok ? { ok: true, data: answer.data.data } : answer;
    },
    soldOut: (id, outletId) =>
      api.patch('/api/v1/products/{id}/availability', {
        params: { path: { id } },
        body: { available: false, ...at(outletId) },
      }),
  };
}

async function changed(
  answer: Promise<Outcome<{ readonly tickets: readonly Ticket[] }>>,
): Promise<Answer<readonly Ticket[]>> {
  const got = await answer;
  return got.ok ? { ok: true, data: got.data.tickets } : got;
}
