import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, Idempotent, IfMatch, UuidPipe } from '#libs/platform';

import { OutletTenders } from '../core/services/outlet-tenders.js';
import { CreateTender } from '../core/use-cases/create-tender.js';
import { DeleteTender } from '../core/use-cases/delete-tender.js';
import { UpdateTender } from '../core/use-cases/update-tender.js';
import {
  CreateTenderRequest,
  ListTendersQuery,
  TenderResponse,
  TendersResponse,
  toChanges,
  toFields,
  UpdateTenderRequest,
} from './tenders.dto.js';

@ApiTags('Payments')
@Controller('tenders')
export class TendersController {
  constructor(
    private readonly tenders: OutletTenders,
    private readonly create: CreateTender,
    private readonly update: UpdateTender,
    private readonly remove: DeleteTender,
  ) {}

  @Get()
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER')
  @ApiOperation({ summary: 'Lists the tenders of an outlet: card terminals, printed QR codes, transfers, vouchers' })
  @ApiProblems(400, 401, 403, 404)
  async listTenders(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id }: ListTendersQuery,
  ): Promise<TendersResponse> {
    const tenders = await this.tenders.of(actor, outlet_id);
    return { data: tenders.map((tender) => TenderResponse.from(tender)) };
  }

  @Post()
  @Allow('ADMIN')
  @Idempotent()
  @ApiOperation({ summary: 'Adds a tender: a way to pay that no gateway stands behind, and that staff record' })
  @ApiProblems(400, 401, 403, 404, 409)
  async createTender(@CurrentUser() actor: UserActor, @Body() request: CreateTenderRequest): Promise<TenderResponse> {
    const wanted = { actor, outletId: request.outlet_id, fields: toFields(request) };
    return TenderResponse.from(await this.create.execute(wanted));
  }

  @Patch(':id')
  @Allow('ADMIN')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Changes a tender; what was paid by it keeps the name that it had' })
  @ApiProblems(400, 401, 403, 404, 409)
  async updateTender(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Body() request: UpdateTenderRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<TenderResponse> {
    const version = request.version ?? ifMatch;
    return TenderResponse.from(await this.update.execute({ actor, id, changes: toChanges(request), version }));
  }

  @Delete(':id')
  @ApiIfMatch()
  @HttpCode(204)
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Takes a tender away; what was paid by it stays, and may be given back' })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteTender(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, version });
  }
}
