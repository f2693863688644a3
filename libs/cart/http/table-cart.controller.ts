import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { Actor, GuestActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentActor, Idempotent, UuidPipe } from '#libs/platform';

import { TableCartViews } from '../core/services/table-cart-views.js';
import { AddTableCartItem } from '../core/use-cases/add-table-cart-item.js';
import { ChangeTableCartItem } from '../core/use-cases/change-table-cart-item.js';
import { RemoveTableCartItem } from '../core/use-cases/remove-table-cart-item.js';
import {
  AddTableCartItemRequest,
  ChangeTableCartItemRequest,
  tableCartResponse,
  TableCartResponse,
} from './table-cart.dto.js';

/** What the phones at a table put together. */
@ApiTags('Guests')
@ApiBearerAuth()
@Allow('GUEST')
@Controller('table-cart')
export class TableCartController {
  constructor(
    private readonly carts: TableCartViews,
    private readonly add: AddTableCartItem,
    private readonly change: ChangeTableCartItem,
    private readonly remove: RemoveTableCartItem,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Shows what the phones at the table mean to order together, and who put what in' })
  @ApiProblems(401, 403, 404, 409)
  async getTableCart(@CurrentActor() actor: Actor): Promise<TableCartResponse> {
    return tableCartResponse(await this.carts.get(actor as GuestActor));
  }

  @Post('items')
  @Idempotent()
  @ApiOperation({
    summary: 'Puts something into the table’s cart, if there is enough of it',
    description:
      'All phones of the table session see it. The same product, modifiers and note of one phone add up; lines of several phones stay apart.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async addTableCartItem(
    @CurrentActor() actor: Actor,
    @Body() { product_id: productId, modifiers = [], ...body }: AddTableCartItemRequest,
  ): Promise<TableCartResponse> {
    const chosen = modifiers.map(({ option_id, quantity }) => ({ optionId: option_id, quantity }));
    const line = { ...body, productId, modifiers: chosen };
    return tableCartResponse(await this.add.execute({ actor: actor as GuestActor, ...line }));
  }

  @Patch('items/:id')
  @ApiOperation({
    summary: 'Changes how many of an item of this phone there are, or its note',
    description: 'Another phone’s item is 403 `CART_ITEM_NOT_YOURS`.',
  })
  @ApiProblems(400, 401, 403, 404, 409)
  async changeTableCartItem(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) itemId: string,
    @Body() body: ChangeTableCartItemRequest,
  ): Promise<TableCartResponse> {
    return tableCartResponse(await this.change.execute({ actor: actor as GuestActor, itemId, ...body }));
  }

  @Delete('items/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes an item of this phone out of the table’s cart' })
  @ApiProblems(400, 401, 403, 404, 409)
  async removeTableCartItem(@CurrentActor() actor: Actor, @Param('id', UuidPipe) itemId: string): Promise<void> {
    await this.remove.execute({ actor: actor as GuestActor, itemId });
  }
}
