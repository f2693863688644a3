import type { Casting } from './control/sandbox-control.js';

/**
 * The environment that points Comanda at the sandbox which runs at `url`, in this process or another one. Asked of the sandbox itself,
 * since OpenPix' key pair is made when it starts.
 */
export async function sandboxEnv(url: string, casting: Casting = {}): Promise<Record<string, string>> {
  const response = await fetch(new URL(`/control/env?${new URLSearchParams({ ...casting }).toString()}`, url));
  if (!response.ok) throw new Error(`${url} is no sandbox: it answered ${response.status}`);
  return (await response.json()) as Record<string, string>;
}
