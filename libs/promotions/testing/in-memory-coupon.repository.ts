import type { Coupon } from '../core/model/coupon.js';
import type { CouponUse } from '../core/promotions.api.js';
import { couponCodeTaken } from '../core/model/promotions.errors.js';
import { CouponRepository, type CouponUseRecord, type Redemption } from '../core/promotions.ports.js';

interface KeptUse extends CouponUse {
  givenBackAt: Date | null;
}

/** One thing at a time: limits are looked at where they are written. Whoever gets no `TAKEN` finds nothing written. */
export class InMemoryCouponRepository extends CouponRepository {
  private readonly coupons = new Map<string, Coupon>();
  private readonly uses = new Map<string, KeptUse>();
  private readonly codes = new Map<string, string>();

  async find(id: string): Promise<Coupon | null> {
    return this.coupons.get(id) ?? null;
  }

  async findByCode(code: string, customerId: string | null) {
    const coupon = [...this.coupons.values()].find((candidate) => candidate.code === code);
    return coupon ? { coupon, usedByCustomer: this.usedBy(coupon.id, customerId) } : null;
  }

  async insert(coupon: Coupon): Promise<void> {
    this.refuseTwin(coupon);
    this.coupons.set(coupon.id, coupon);
    this.codes.set(coupon.id, coupon.code);
  }

  async update(coupon: Coupon): Promise<boolean> {
    const stored = this.coupons.get(coupon.id);
    if (stored?.version !== coupon.version - 1) return false;
    this.refuseTwin(coupon);
    this.coupons.set(coupon.id, { ...coupon, used: stored.used });
    this.codes.set(coupon.id, coupon.code);
    return true;
  }

  async remove(id: string): Promise<boolean> {
    return this.coupons.delete(id);
  }

  async redeem(use: CouponUse): Promise<Redemption> {
    const coupon = this.coupons.get(use.coupon.couponId);
    const isOver = coupon?.endsAt && use.at >= coupon.endsAt;
    if (!coupon?.active || coupon.version !== use.coupon.version || isOver) return 'COUPON';
    if (coupon.maxUses !== null && coupon.used >= coupon.maxUses) return 'COUPON';
    if (this.uses.has(use.orderId)) throw new Error('This order has used a coupon already');
    const limit = coupon.maxUsesPerCustomer;
    if (limit !== null && (use.customerId === null || this.usedBy(coupon.id, use.customerId) >= limit))
      return 'CUSTOMER';
    this.coupons.set(coupon.id, { ...coupon, used: coupon.used + 1 });
    this.uses.set(use.orderId, { ...use, givenBackAt: null });
    return 'TAKEN';
  }

  async giveBack(orderId: string, at: Date): Promise<void> {
    const use = this.uses.get(orderId);
    if (!use || use.givenBackAt) return;
    use.givenBackAt = at;
    const coupon = this.coupons.get(use.coupon.couponId);
    if (coupon) this.coupons.set(coupon.id, { ...coupon, used: coupon.used - 1 });
  }

  async renew(orderId: string): Promise<boolean> {
    const use = this.uses.get(orderId);
    if (!use?.givenBackAt) return true;
    const coupon = this.coupons.get(use.coupon.couponId);
    const limit = coupon?.maxUsesPerCustomer ?? Infinity;
    if (!coupon || coupon.used >= (coupon.maxUses ?? Infinity)) return false;
    if (this.usedBy(coupon.id, use.customerId) >= limit) return false;
    use.givenBackAt = null;
    this.coupons.set(coupon.id, { ...coupon, used: coupon.used + 1 });
    return true;
  }

  async usesOf(customerId: string): Promise<CouponUseRecord[]> {
    return [...this.uses.values()]
      .filter((use) => use.customerId === customerId)
      .map(({ coupon, orderId, at, givenBackAt }) => ({
        code: this.codes.get(coupon.couponId) ?? '',
        orderId,
        discount: coupon.discount,
        usedAt: at,
        givenBackAt,
      }));
  }

  async forgetCustomer(customerId: string): Promise<void> {
    for (const [orderId, use] of this.uses) {
      if (use.customerId === customerId) this.uses.set(orderId, { ...use, customerId: null });
    }
  }

  private usedBy(couponId: string, customerId: string | null): number {
    return [...this.uses.values()].filter(
      (use) =>
        customerId !== null && use.customerId === customerId && use.coupon.couponId === couponId && !use.givenBackAt,
    ).length;
  }

  private refuseTwin({ id, code }: Coupon): void {
    for (const other of this.coupons.values()) if (other.id !== id && other.code === code) throw couponCodeTaken(code);
  }
}
