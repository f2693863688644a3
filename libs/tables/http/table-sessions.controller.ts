import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, STAFF_ROLES } from '#libs/kernel';
import { Allow, ApiProblems, ChecksSecret, CurrentActor, OptionalActor, Public, UuidPipe, Needs } from '#libs/platform';

import { TableViews } from '../core/services/table-views.js';
import { CloseTableSession } from '../core/use-cases/close-table-session.js';
import { OpenTableSession } from '../core/use-cases/open-table-session.js';
import { ValidateTableSession } from '../core/use-cases/validate-table-session.js';
import { GuestPages } from './guest-pages.js';
import {
  ListTableSessionsQuery,
  OpenedTableSessionResponse,
  OpenTableSessionRequest,
  TableSessionPage,
  TableSessionResponse,
  ValidateTableSessionRequest,
  TableSessionCheckResponse,
} from './table-sessions.dto.js';

@ApiTags('Guests')
@ApiBearerAuth()
@Controller('table-sessions')
export class TableSessionsController {
  constructor(
    private readonly open: OpenTableSession,
    private readonly validate: ValidateTableSession,
    private readonly close: CloseTableSession,
    private readonly tables: TableViews,
    private readonly pages: GuestPages,
  ) {}

  @Post()
  @Needs('tables.manage', { thing: 'table', body: 'table_id' })
  @Public({ startsAnew: true })
  @ChecksSecret({ wrong: ['TABLE_NOT_FOUND'] })
  @ApiOperation({ summary: 'Opens a table’s session, or joins the one that is open, with a token of your own' })
  @ApiProblems(400, 401, 403, 404, 409)
  async openTableSession(
    @OptionalActor() actor: Actor | undefined,
    @Body() { table_id, qr_secret, guest_count }: OpenTableSessionRequest,
  ): Promise<OpenedTableSessionResponse> {
    const seated = await this.open.execute({ actor, tableId: table_id, qrSecret: qr_secret, guestCount: guest_count });
    return OpenedTableSessionResponse.from(seated, this.pages.orderUrl(seated.token));
  }

  @Post('validate')
  @HttpCode(200)
  @Public({ startsAnew: true })
  @ChecksSecret({ isRight: (answer) => (answer as TableSessionCheckResponse).valid })
  @ApiOperation({ summary: 'Tells whether a table session’s token is good, and for which table' })
  @ApiProblems(400)
  async validateTableSession(@Body() { token }: ValidateTableSessionRequest): Promise<TableSessionCheckResponse> {
    return TableSessionCheckResponse.from(await this.validate.execute({ token }));
  }

  @Post(':id/close')
  @HttpCode(200)
  @Allow(...STAFF_ROLES)
  @Needs('tables.manage', { thing: 'table session', param: 'id' })
  @ApiOperation({ summary: 'Ends a table’s session: every token of it is dead at once' })
  @ApiProblems(400, 401, 403, 404)
  async closeTableSession(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
  ): Promise<TableSessionResponse> {
    return TableSessionResponse.from(await this.close.execute({ actor, id }));
  }

  @Get()
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Lists table sessions, newest first' })
  @ApiProblems(400, 401, 403, 404)
  async listTableSessions(
    @CurrentActor() actor: Actor,
    @Query() query: ListTableSessionsQuery,
  ): Promise<TableSessionPage> {
    const filter = { tableId: query.table_id, open: query.open };
    const page = await this.tables.sessionPage({ actor, outletId: query.outlet_id, filter, page: query });
    return { ...page, data: page.data.map(TableSessionResponse.from) };
  }

  @Get(':id')
  @Allow(...STAFF_ROLES, 'GUEST')
  @ApiOperation({ summary: 'Shows a table session to staff and to the guests who sit there' })
  @ApiProblems(400, 401, 403, 404)
  async getTableSession(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
  ): Promise<TableSessionResponse> {
    return TableSessionResponse.from(await this.tables.session(actor, id));
  }
}
