import { Body, Controller, Delete, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { ApiIfMatch, ApiProblems, Public } from '#libs/platform';

import type { CartCaller } from '../core/services/cart-changes.js';
import { RemoveCartCoupon } from '../core/use-cases/remove-cart-coupon.js';
import { SetCartCoupon } from '../core/use-cases/set-cart-coupon.js';
import { ApiCartToken, CurrentCart } from './cart-caller.js';
import { CartCouponRequest, cartResponse, CartResponse } from './cart.dto.js';
import { WHOSE } from './cart.controller.js';

@ApiTags('Cart')
@ApiBearerAuth()
@Public()
@Controller('cart/coupon')
export class CartCouponController {
  constructor(
    private readonly set: SetCartCoupon,
    private readonly remove: RemoveCartCoupon,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiCartToken()
  @ApiIfMatch()
  @ApiOperation({ summary: 'Puts a coupon on the cart; it is used when the cart is ordered', description: WHOSE })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async setCartCoupon(@CurrentCart() caller: CartCaller, @Body() { code }: CartCouponRequest): Promise<CartResponse> {
    return cartResponse(await this.set.execute({ caller, code }));
  }

  @Delete()
  @HttpCode(204)
  @ApiCartToken()
  @ApiIfMatch()
  @ApiOperation({ summary: 'Takes the coupon off the cart', description: WHOSE })
  @ApiProblems(400, 401, 403, 404, 409)
  async removeCartCoupon(@CurrentCart() caller: CartCaller): Promise<void> {
    await this.remove.execute({ caller });
  }
}
