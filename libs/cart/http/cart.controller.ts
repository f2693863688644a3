import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ApiIfMatch, ApiProblems, Public, UuidPipe } from '#libs/platform';

import { CartViews } from '../core/services/cart-views.js';
import { AddCartItem } from '../core/use-cases/add-cart-item.js';
import type { CartCaller } from '../core/services/cart-changes.js';
import { EmptyCart } from '../core/use-cases/empty-cart.js';
import { RefreshCart } from '../core/use-cases/refresh-cart.js';
import { RemoveCartItem } from '../core/use-cases/remove-cart-item.js';
import { SetCartItem } from '../core/use-cases/set-cart-item.js';
import { ApiCartToken, CurrentCart } from './cart-caller.js';
import {
  AddCartItemRequest,
  cartResponse,
  CartResponse,
  OpenedCartResponse,
  SetCartItemRequest,
  toWantedModifier,
} from './cart.dto.js';

export const WHOSE =
  'For a CUSTOMER, or without a login for whoever sends the `X-Cart-Token` of a cart (404 for one that is none). A CUSTOMER who sends ' +
  'such a token too brings that cart into their own: quantities add up as far as there is stock, and the token is dead afterwards. Carts ' +
  'of two outlets stay apart.';

@ApiTags('Cart')
@ApiBearerAuth()
@Public()
@Controller('cart')
export class CartController {
  constructor(
    private readonly carts: CartViews,
    private readonly add: AddCartItem,
    private readonly set: SetCartItem,
    private readonly remove: RemoveCartItem,
    private readonly empty: EmptyCart,
    private readonly refresh: RefreshCart,
  ) {}

  @Get()
  @ApiCartToken()
  @ApiOperation({ summary: 'Shows the cart at the prices of this moment; an empty one too', description: WHOSE })
  @ApiProblems(401, 403, 404)
  async getCart(@CurrentCart() caller: CartCaller): Promise<CartResponse> {
    return cartResponse(await this.carts.get(caller));
  }

  @Post('items')
  @ApiCartToken({ mayBegin: true })
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Puts a product into the cart if there is enough of it; the same product and modifiers add up',
    description: `${WHOSE} Without a login and without a token it begins a cart, and answers its token once: as \`cart_token\` and in the header \`X-Cart-Token\`.`,
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async addCartItem(
    @CurrentCart(true) caller: CartCaller,
    @Body() body: AddCartItemRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OpenedCartResponse> {
    const { cart, token } = await this.add.execute({
      caller,
      productId: body.product_id,
      quantity: body.quantity,
      modifiers: (body.modifiers ?? []).map(toWantedModifier),
      outletId: body.outlet_id,
    });
    if (token !== undefined) response.setHeader('X-Cart-Token', token);
    return { ...cartResponse(cart), ...(token !== undefined && { cart_token: token }) };
  }

  @Post('refresh')
  @HttpCode(200)
  @ApiCartToken()
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Says that the buyer has seen the prices of this moment: no line is marked `price_changed` any more',
    description: WHOSE,
  })
  @ApiProblems(400, 401, 403, 404, 409)
  async refreshCart(@CurrentCart() caller: CartCaller): Promise<CartResponse> {
    return cartResponse(await this.refresh.execute({ caller }));
  }

  @Put('items/:id')
  @ApiCartToken()
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Sets how many of an item are in the cart; 0 removes it',
    description: `\`id\` is the line's. A product's id is understood too while one line alone has it, else 409 CART_LINE_AMBIGUOUS names the lines. ${WHOSE}`,
  })
  @ApiProblems(400, 401, 403, 404, 409)
  async setCartItem(
    @CurrentCart() caller: CartCaller,
    @Param('id', UuidPipe) itemId: string,
    @Body() { quantity }: SetCartItemRequest,
  ): Promise<CartResponse> {
    return cartResponse(await this.set.execute({ caller, itemId, quantity }));
  }

  @Delete('items/:id')
  @HttpCode(204)
  @ApiCartToken()
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Takes a line out of the cart',
    description: `\`id\` is the line's, or that of a product which one line alone has. ${WHOSE}`,
  })
  @ApiProblems(400, 401, 403, 404, 409)
  async removeCartItem(@CurrentCart() caller: CartCaller, @Param('id', UuidPipe) itemId: string): Promise<void> {
    await this.remove.execute({ caller, itemId });
  }

  @Delete()
  @HttpCode(204)
  @ApiCartToken()
  @ApiIfMatch()
  @ApiOperation({ summary: 'Empties the cart', description: WHOSE })
  @ApiProblems(400, 401, 403, 404, 409)
  async emptyCart(@CurrentCart() caller: CartCaller): Promise<void> {
    await this.empty.execute({ caller });
  }
}
