import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, FLOOR_ROLES } from '#libs/kernel';
import { Allow, ApiProblems, CurrentActor, Idempotent, Needs, UuidPipe } from '#libs/platform';

import type { TableSession } from '../core/model/table-session.js';
import { TableLinkRepository } from '../core/tables.ports.js';
import { LinkTables } from '../core/use-cases/link-tables.js';
import { UnlinkTable } from '../core/use-cases/unlink-table.js';
import { LinkedTableSessionResponse, LinkTablesRequest, UnlinkTableRequest } from './table-links.dto.js';

/** One sitting at several tables. */
@ApiTags('Guests')
@ApiBearerAuth()
@Controller('table-sessions/:id')
export class TableLinksController {
  constructor(
    private readonly link: LinkTables,
    private readonly unlink: UnlinkTable,
    private readonly links: TableLinkRepository,
  ) {}

  @Post('link')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('tables.manage', { thing: 'table session', param: 'id' })
  @Idempotent()
  @ApiOperation({
    summary: 'Seats a party at further tables as well',
    description:
      'The code of each table joins the session. Its bills stay where they are. An occupied table is 409 `TABLE_OCCUPIED`.',
  })
  @ApiProblems(400, 401, 403, 404, 409)
  async linkTables(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) sessionId: string,
    @Body() { table_ids }: LinkTablesRequest,
  ): Promise<LinkedTableSessionResponse> {
    const tableIds = table_ids.map((id) => id.toLowerCase());
    return this.show(await this.link.execute({ actor, sessionId, tableIds }));
  }

  @Post('unlink')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('tables.manage', { thing: 'table session', param: 'id' })
  @Idempotent()
  @ApiOperation({
    summary: 'Gives up a table that was linked to a session',
    description: 'No line moves. The session’s own table is 409 `TABLE_NOT_LINKED`: a party leaves it by moving.',
  })
  @ApiProblems(400, 401, 403, 404, 409)
  async unlinkTable(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) sessionId: string,
    @Body() { table_id }: UnlinkTableRequest,
  ): Promise<LinkedTableSessionResponse> {
    return this.show(await this.unlink.execute({ actor, sessionId, tableId: table_id }));
  }

  private async show(session: TableSession): Promise<LinkedTableSessionResponse> {
    const links = await this.links.of([session.id]);
    return LinkedTableSessionResponse.of(
      session,
      links.map(({ tableId }) => tableId),
    );
  }
}
