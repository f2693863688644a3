import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { Public } from '../auth/access.js';

export class PingResponse {
  /** Always `pong`. */
  message!: string;
}

@ApiTags('Operations')
@Controller('ping')
export class PingController {
  @Get()
  @Public()
  @ApiOperation({ summary: 'Says pong: the API is reachable' })
  ping(): PingResponse {
    return { message: 'pong' };
  }
}
