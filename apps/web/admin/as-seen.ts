/** Names a row for its deletion as it is on the screen: what somebody else has changed since is refused, and stays. */
export const asSeen = ({ id, version }: { readonly id: string; readonly version: number }) => ({
  path: { id },
  header: { 'If-Match': `"${version}"` },
});
