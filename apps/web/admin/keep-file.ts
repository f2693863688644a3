const KEPT_MS = 60_000;

/** Saves what was downloaded under a name, as a link with `download` would, which cannot send a token. */
export function keepFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
