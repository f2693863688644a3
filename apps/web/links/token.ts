const KEY = 'comanda.reset-token';

/** The token of a mail, while it may still be used. */
export interface MailToken {
  readonly value: string | null;
  forget(): void;
}

/** Takes the token out of the address at once, and keeps it for this tab alone, so that the page can be reloaded. */
export function takeToken(): MailToken {
  const url = new URL(location.href);
  const given = url.searchParams.get('token');
  if (given !== null) {
    history.replaceState(null, '', url.pathname);
    sessionStorage.setItem(KEY, given);
  }
  return { value: given ?? sessionStorage.getItem(KEY), forget: () => sessionStorage.removeItem(KEY) };
}
