/** Of a reply: `WRONGPASS invalid username-password pair`. */
const REPLY_CODE = /^[A-Z]{3,}\b/;

/**
 * Why Redis is away, in a word or a few, for `/ready` and the log: the code of Node, of TLS or of Redis' reply, such as `ECONNREFUSED`,
 * `SELF_SIGNED_CERT_IN_CHAIN` or `WRONGPASS`. docs/operations/redis.md says what to do about each.
 */
export function reasonOf(error: Error & { code?: unknown; lastNodeError?: unknown }): string {
  if (typeof error.code === 'string') return error.code;
  if (error.lastNodeError instanceof Error) return reasonOf(error.lastNodeError);
  const [reply] = REPLY_CODE.exec(error.message) ?? [];
  if (reply) return reply;
  if (error.message.includes('sentinel')) return 'no sentinel answers with a primary of this name';
  return error.message.includes('imed out') || error.message.includes('imeout') ? 'ETIMEDOUT' : error.name;
}
