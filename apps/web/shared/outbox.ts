import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { createStore, del, entries, set } from 'idb-keyval';

/** Something that a person did, to be told to the server. Doing it twice must be harmless: it may arrive twice. */
export interface Intent<Body = unknown> {
  /** Made with `newId()`. Intents are sent in the order in which they were added. */
  readonly key: string;
  readonly kind: string;
  readonly body: Body;
  /** The state that it was done on. */
  readonly expected?: unknown;
  /** When, in ms of the server's time. */
  readonly made_at: number;
}

/** `done` for an answer of any kind, a refusal too; `later` when there was none. */
export type Sent = 'done' | 'later';

export interface Outbox {
  /** Not sent yet, and being sent: oldest first. */
  readonly pending: ReadonlySignal<readonly Intent[]>;
  /** Those of them that are too old to be sent without somebody saying so. */
  readonly stale: ReadonlySignal<readonly Intent[]>;
  /** Keeps it on this device, then sends it when its turn comes. */
  add(intent: Intent): Promise<void>;
  /** Sends what there is; called when the connection is back. */
  flush(): void;
  confirmStale(): Promise<void>;
  dropStale(): Promise<void>;
  /** Sends nothing more; what is pending stays kept. */
  close(): void;
}

const OLD_MS = 15 * 60_000;
const AGAIN_MS = 3_000;

/** `send` tells one intent to the server. `now` is the server's time. What is kept survives reloads; where the browser keeps nothing it lasts as long as the page. */
export function createOutbox(
  name: string,
  send: (intent: Intent) => Promise<Sent>,
  now: () => number,
  store: Shelf = shelfOf(name),
): Outbox {
  const all = signal<readonly Intent[]>([]);
  const old = signal<ReadonlySet<string>>(new Set());
  const stale = computed(() => all.value.filter(({ key }) => old.value.has(key)));
  let isSending = false;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const loaded = store.all().then((kept) => {
    const known = new Set(all.value.map(({ key }) => key));
    all.value = [...kept.filter(({ key }) => !known.has(key)).sort((a, b) => a.made_at - b.made_at), ...all.value];
    flush();
  });

  async function forget(key: string): Promise<void> {
    all.value = all.value.filter((intent) => intent.key !== key);
    await store.remove(key);
  }

  /** The oldest that may go. Behind a stale one nothing goes: the order would change. */
  function next(): Intent | undefined {
    const [first] = all.value;
    if (!first || old.value.has(first.key)) return undefined;
    if (now() - first.made_at <= OLD_MS || confirmed.has(first.key)) return first;
    old.value = new Set(all.value.filter(({ made_at }) => now() - made_at > OLD_MS).map(({ key }) => key));
    return undefined;
  }
  const confirmed = new Set<string>();

  function flush(): void {
    clearTimeout(timer);
    if (!isSending && !isClosed) void sendAll();
  }

  async function sendAll(): Promise<void> {
    isSending = true;
    for (let intent = next(); intent; intent = next()) {
      const sent = await send(intent).catch((): Sent => 'later');
      if (sent === 'later') {
        if (!isClosed) timer = setTimeout(flush, AGAIN_MS);
        break;
      }
      await forget(intent.key);
    }
    isSending = false;
  }

  return {
    pending: all,
    stale,
    flush,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
    async add(intent) {
      all.value = [...all.value, intent];
      await store.put(intent);
      await loaded;
      flush();
    },
    async confirmStale() {
      stale.value.forEach(({ key }) => confirmed.add(key));
      old.value = new Set();
      flush();
    },
    async dropStale() {
      const keys = stale.value.map(({ key }) => key);
      for (const key of keys) await forget(key);
      old.value = new Set();
      flush();
    },
  };
}

/** Where intents are kept. */
export interface Shelf {
  all(): Promise<readonly Intent[]>;
  put(intent: Intent): Promise<void>;
  remove(key: string): Promise<void>;
}

function shelfOf(name: string): Shelf {
  const store = createStore(`comanda.outbox.${name}`, 'intents');
  const ignored = () => undefined;
  return {
    all: () =>
      entries<string, Intent>(store).then(
        (kept) => kept.map(([, intent]) => intent),
        () => [],
      ),
    put: (intent) => set(intent.key, intent, store).catch(ignored),
    remove: (key) => del(key, store).catch(ignored),
  };
}
