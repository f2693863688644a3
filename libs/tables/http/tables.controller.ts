import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, STAFF_ROLES } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentActor, IfMatch, UuidPipe, Needs } from '#libs/platform';

import { type ShownTable, TableViews } from '../core/services/table-views.js';
import { CreateTable } from '../core/use-cases/create-table.js';
import { DeleteTable } from '../core/use-cases/delete-table.js';
import { ReplaceTable } from '../core/use-cases/replace-table.js';
import { UpdateTable } from '../core/use-cases/update-table.js';
import { GuestPages } from './guest-pages.js';
import {
  CreateTableRequest,
  ListTablesQuery,
  ReplaceTableRequest,
  TablePage,
  TableResponse,
  toChanges,
  toDraft,
  UpdateTableRequest,
} from './tables.dto.js';

@ApiTags('Tables')
@ApiBearerAuth()
@Controller('tables')
export class TablesController {
  constructor(
    private readonly tables: TableViews,
    private readonly create: CreateTable,
    private readonly update: UpdateTable,
    private readonly replace: ReplaceTable,
    private readonly remove: DeleteTable,
    private readonly pages: GuestPages,
  ) {}

  @Get()
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Lists tables by area and name, and who sits there now' })
  @ApiProblems(400, 401, 403, 404)
  async listTables(
    @CurrentActor() actor: Actor,
    @Query() { outlet_id, limit, offset }: ListTablesQuery,
  ): Promise<TablePage> {
    const page = await this.tables.page({ actor, outletId: outlet_id, page: { limit, offset } });
    return { ...page, data: page.data.map((found) => this.show(actor, found)) };
  }

  @Get(':id')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Shows a table, and who sits there now' })
  @ApiProblems(400, 401, 403, 404)
  async getTable(@CurrentActor() actor: Actor, @Param('id', UuidPipe) id: string): Promise<TableResponse> {
    return this.show(actor, await this.tables.get(actor, id));
  }

  @Post()
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('tables.layout', { body: 'outlet_id' })
  @ApiOperation({ summary: 'Adds a table with a code of its own' })
  @ApiProblems(400, 401, 403, 404, 409)
  async createTable(@CurrentActor() actor: Actor, @Body() request: CreateTableRequest): Promise<TableResponse> {
    const draft = { ...toDraft(request), outletId: request.outlet_id };
    const { id } = await this.create.execute({ actor, draft });
    return this.getTable(actor, id);
  }

  @Patch(':id')
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('tables.layout', { thing: 'table', param: 'id' })
  @ApiIfMatch()
  @ApiOperation({ summary: 'Changes a table; its code stays the same' })
  @ApiProblems(400, 401, 403, 404, 409)
  async updateTable(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @Body() request: UpdateTableRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<TableResponse> {
    const version = request.version ?? ifMatch;
    await this.update.execute({ actor, id, changes: toChanges(request), version });
    return this.getTable(actor, id);
  }

  @Put(':id')
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('tables.layout', { thing: 'table', param: 'id' })
  @ApiIfMatch()
  @ApiOperation({ summary: 'Sets all fields of a table; its code stays the same' })
  @ApiProblems(400, 401, 403, 404, 409)
  async replaceTable(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @Body() request: ReplaceTableRequest,
    @IfMatch() ifMatch?: number,
  ): Promise<TableResponse> {
    const version = request.version ?? ifMatch;
    await this.replace.execute({ actor, id, draft: toDraft(request), version });
    return this.getTable(actor, id);
  }

  @Delete(':id')
  @ApiIfMatch()
  @HttpCode(204)
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('tables.layout', { thing: 'table', param: 'id' })
  @ApiOperation({ summary: 'Takes a table away where nobody sits; its past stays' })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteTable(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, id, version });
  }

  private show(actor: Actor, found: ShownTable): TableResponse {
    return TableResponse.from(found, this.pages.qrUrlFor(actor, found.table));
  }
}
