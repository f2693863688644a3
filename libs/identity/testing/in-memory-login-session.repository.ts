import { LoginSessionRepository, type NewLoginSession } from '../core/identity.ports.js';
import type { RefreshToken } from '../core/model/refresh-token.js';
import type { SecretKind } from '../core/model/secret-tries.js';

export class InMemoryLoginSessionRepository extends LoginSessionRepository {
  /** By their digest. */
  readonly tokens = new Map<string, RefreshToken>();
  private readonly proofs = new Map<string, { readonly by: SecretKind; readonly at: Date }>();

  async open({ id, userId, refreshHash: hash, expiresAt, provedBy: by, at }: NewLoginSession): Promise<void> {
    this.proofs.set(id, { by, at });
    this.tokens.set(hash, { hash, sessionId: id, userId, expiresAt, usedAt: null, successorHash: null, ended: false });
  }

  async proofOf(sessionId: string) {
    return this.proofs.get(sessionId) ?? null;
  }

  async lockRefreshToken(hash: string): Promise<RefreshToken | null> {
    return this.tokens.get(hash) ?? null;
  }

  async rotate(token: RefreshToken, successor: { hash: string; at: Date; expiresAt: Date }): Promise<void> {
    const { hash, at, expiresAt } = successor;
    if (this.tokens.get(token.hash)?.usedAt) return;
    this.tokens.set(token.hash, { ...token, usedAt: at, successorHash: hash });
    this.tokens.set(hash, { ...token, hash, expiresAt, usedAt: null, successorHash: null });
  }

  async end(sessionId: string): Promise<boolean> {
    return this.endWhere((token) => token.sessionId === sessionId);
  }

  async endAllOf(userId: string, _at: Date, except?: string): Promise<void> {
    this.endWhere((token) => token.userId === userId && token.sessionId !== except);
  }

  private endWhere(isMeant: (token: RefreshToken) => boolean): boolean {
    const ending = [...this.tokens.values()].filter((token) => isMeant(token) && !token.ended);
    for (const token of ending) {
      this.tokens.set(token.hash, { ...token, ended: true });
      this.proofs.delete(token.sessionId);
    }
    return ending.length > 0;
  }
}
