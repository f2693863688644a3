/** A page of the shop's own. */
export function linkTo(frontendUrl: string, path: string, query: Readonly<Record<string, string>> = {}): string {
  const url = new URL(path, frontendUrl.endsWith('/') ? frontendUrl : `${frontendUrl}/`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}
