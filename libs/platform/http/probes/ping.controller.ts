import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';

import { Public } from '../../auth/access.js';

export class PongResponse {
  @ApiProperty({ description: 'Always `pong`.', example: 'pong' })
  message!: string;
}

@ApiTags('Operations')
@Controller('ping')
export class PingController {
  @Get()
  @Public()
  @ApiOperation({ summary: 'Says pong: the API is reachable' })
  ping(): PongResponse {
    return { message: 'pong' };
  }
}
