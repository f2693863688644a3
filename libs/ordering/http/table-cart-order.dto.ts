import { IsInt, Max, Min } from 'class-validator';

import { Optional } from '#libs/platform';

const LARGEST_TOTAL = 10_000_000_000_000;
const LARGEST_VERSION = 2_147_483_647;

export class OrderTableCartRequest {
  /** The cart's `version` that the phone shows. What is another by now is refused with `CART_CHANGED`; unchecked when left out. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_VERSION)
  version?: number;

  /** What these lines alone come to, as POST /orders/quote told. The order is refused when it comes to anything else. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(LARGEST_TOTAL)
  expected_total?: number;
}
