import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, FLOOR_ROLES } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentActor, Idempotent, IfMatch, Needs, UuidPipe } from '#libs/platform';

import { TableViews } from '../core/services/table-views.js';
import { BlockTable } from '../core/use-cases/block-table.js';
import { CleanTable } from '../core/use-cases/clean-table.js';
import { UnblockTable } from '../core/use-cases/unblock-table.js';
import { GuestPages } from './guest-pages.js';
import { TableResponse } from './tables.dto.js';

/** What staff do that changes how a table stands. Its state itself follows from what happened there. */
@ApiTags('Tables')
@ApiBearerAuth()
@Controller('tables/:id')
export class TableStatesController {
  constructor(
    private readonly tables: TableViews,
    private readonly clean: CleanTable,
    private readonly block: BlockTable,
    private readonly unblock: UnblockTable,
    private readonly pages: GuestPages,
  ) {}

  @Post('clean')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('tables.manage', { thing: 'table', param: 'id' })
  @Idempotent()
  @ApiOperation({ summary: 'Says that a table has been cleaned' })
  @ApiProblems(400, 401, 403, 404)
  async cleanTable(@CurrentActor() actor: Actor, @Param('id', UuidPipe) id: string): Promise<TableResponse> {
    await this.clean.execute({ actor, id });
    return this.show(actor, id);
  }

  @Post('block')
  @HttpCode(200)
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('tables.layout', { thing: 'table', param: 'id' })
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({ summary: 'Keeps guests away from a table where nobody sits' })
  @ApiProblems(400, 401, 403, 404, 409)
  async blockTable(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<TableResponse> {
    await this.block.execute({ actor, id, version });
    return this.show(actor, id);
  }

  @Post('unblock')
  @HttpCode(200)
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('tables.layout', { thing: 'table', param: 'id' })
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({ summary: 'Lets guests sit at a table again' })
  @ApiProblems(400, 401, 403, 404, 409)
  async unblockTable(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<TableResponse> {
    await this.unblock.execute({ actor, id, version });
    return this.show(actor, id);
  }

  private async show(actor: Actor, id: string): Promise<TableResponse> {
    const found = await this.tables.get(actor, id);
    return TableResponse.from(found, this.pages.qrUrlFor(actor, found.table));
  }
}
