import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, CursorPageQuery, UuidPipe } from '#libs/platform';

import { CustomerViews } from '../core/services/customer-views.js';
import { PurchasesPage } from './purchases.dto.js';

@ApiTags('Customers')
@ApiBearerAuth()
@Controller('customers/:id/orders')
export class PurchasesController {
  constructor(private readonly views: CustomerViews) {}

  @Get()
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'CUSTOMER')
  @ApiOperation({
    summary: 'Lists what a customer has ordered, newest first: at your outlets, or all that is your own',
  })
  @ApiProblems(400, 401, 403, 404)
  async listPurchases(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) customerId: string,
    @Query() page: CursorPageQuery,
  ): Promise<PurchasesPage> {
    const found = await this.views.purchases({ actor, customerId, page });
    return { ...found, data: found.data.map((purchase) => ({ ...purchase, items: [...purchase.items] })) };
  }
}
