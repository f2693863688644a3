/**
 * What a page remembers on this device, under `comanda.<page>.`. A browser may refuse (private windows, a full disk): then it lasts as long as the page
 * does.
 */
export interface Storage {
  read<T>(name: string): T | null;
  write(name: string, value: unknown): void;
  remove(name: string): void;
}

export function storageOf(page: string): Storage {
  const held = new Map<string, string>();
  const key = (name: string) => `comanda.${page}.${name}`;
  return {
    read<T>(name: string): T | null {
      try {
        const text = held.get(name) ?? localStorage.getItem(key(name));
        return text === null ? null : (JSON.parse(text) as T);
      } catch {
        return null;
      }
    },
    write(name, value) {
      const text = JSON.stringify(value);
      try {
        localStorage.setItem(key(name), text);
        held.delete(name);
      } catch {
        held.set(name, text);
      }
    },
    remove(name) {
      held.delete(name);
      try {
        localStorage.removeItem(key(name));
      } catch {
        // Nothing could be written either.
      }
    },
  };
}
