import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { ApiProblems, Public } from '#libs/platform';

import { CalculateShipping } from '../core/use-cases/calculate-shipping.js';
import { CalculateShippingRequest, ShippingOptionsResponse, toOptionsResponse, toQuestion } from './shipping.dto.js';

@ApiTags('Shipping')
@Controller('shipping')
export class ShippingController {
  constructor(private readonly calculate: CalculateShipping) {}

  @Post('calculate')
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'Tells what the ways to send these products cost, and how long they take' })
  @ApiProblems(400, 404, 422)
  async calculateShipping(@Body() request: CalculateShippingRequest): Promise<ShippingOptionsResponse> {
    return toOptionsResponse(await this.calculate.execute(toQuestion(request)));
  }
}
