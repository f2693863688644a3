import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, IfMatch, UuidPipe } from '#libs/platform';

import { CouponQueries } from '../core/promotions.ports.js';
import { CreateCoupon } from '../core/use-cases/create-coupon.js';
import { DeleteCoupon } from '../core/use-cases/delete-coupon.js';
import { ReplaceCoupon } from '../core/use-cases/replace-coupon.js';
import { UpdateCoupon } from '../core/use-cases/update-coupon.js';
import {
  CouponPage,
  couponResponse,
  CouponResponse,
  CreateCouponRequest,
  ListCouponsQuery,
  ReplaceCouponRequest,
  toChanges,
  toDraft,
  toReplacement,
  UpdateCouponRequest,
} from './coupons.dto.js';

@ApiTags('Coupons')
@ApiBearerAuth()
@Controller('coupons')
export class CouponsController {
  constructor(
    private readonly coupons: CouponQueries,
    private readonly create: CreateCoupon,
    private readonly update: UpdateCoupon,
    private readonly replace: ReplaceCoupon,
    private readonly remove: DeleteCoupon,
  ) {}

  @Get()
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Lists coupons, newest first, and how often each was used' })
  @ApiProblems(400, 401, 403)
  async listCoupons(@Query() query: ListCouponsQuery): Promise<CouponPage> {
    const { code, outlet_id, active, limit, offset } = query;
    const page = await this.coupons.page({ code, outletId: outlet_id, active }, { limit, offset });
    return { ...page, data: page.data.map(couponResponse) };
  }

  @Post()
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Makes a coupon: percent or an amount, with its minimum, period and limits' })
  @ApiProblems(400, 401, 403, 404, 409)
  async createCoupon(@CurrentUser() actor: UserActor, @Body() body: CreateCouponRequest): Promise<CouponResponse> {
    return couponResponse(await this.create.execute({ actor, draft: toDraft(body) }));
  }

  @Get(':id')
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Shows a coupon and how often it was used' })
  @ApiProblems(400, 401, 403, 404)
  async getCoupon(@Param('id', UuidPipe) id: string): Promise<CouponResponse> {
    return couponResponse(await this.coupons.get(id));
  }

  @Put(':id')
  @Allow('ADMIN')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Sets all fields of a coupon; orders keep the terms that they were placed with' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async replaceCoupon(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() body: ReplaceCouponRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<CouponResponse> {
    const version = body.version ?? ifMatch;
    return couponResponse(await this.replace.execute({ actor, id, draft: toReplacement(body), version }));
  }

  @Patch(':id')
  @Allow('ADMIN')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Changes a coupon; orders keep the terms that they were placed with' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async updateCoupon(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() body: UpdateCouponRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<CouponResponse> {
    const version = body.version ?? ifMatch;
    return couponResponse(await this.update.execute({ actor, id, changes: toChanges(body), version }));
  }

  @Delete(':id')
  @ApiIfMatch()
  @HttpCode(204)
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Ends a coupon; what used it keeps its price, and the code is free again' })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteCoupon(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, version });
  }
}
