import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { outletScope, type UserActor } from '#libs/kernel';
import {
  Allow,
  ApiIfMatch,
  ApiProblems,
  checkedCnpj,
  cpfDigits,
  CurrentUser,
  Idempotent,
  IfMatch,
  languageOf,
  UuidPipe,
} from '#libs/platform';

import { CustomerQueries } from '../core/customers.ports.js';
import { CustomerViews } from '../core/services/customer-views.js';
import { CreateCustomer } from '../core/use-cases/create-customer.js';
import { DeleteCustomer } from '../core/use-cases/delete-customer.js';
import { ReplaceCustomer } from '../core/use-cases/replace-customer.js';
import { UpdateCustomer } from '../core/use-cases/update-customer.js';
import {
  CreateCustomerRequest,
  CustomerResponse,
  CustomersPage,
  CustomersQuery,
  DeleteCustomerQuery,
  ReplaceCustomerRequest,
  UpdateCustomerRequest,
} from './customers.dto.js';

@ApiTags('Customers')
@ApiBearerAuth()
@Controller('customers')
export class CustomersController {
  constructor(
    private readonly customers: CustomerQueries,
    private readonly views: CustomerViews,
    private readonly create: CreateCustomer,
    private readonly update: UpdateCustomer,
    private readonly replace: ReplaceCustomer,
    private readonly remove: DeleteCustomer,
  ) {}

  @Get()
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER')
  @ApiOperation({ summary: 'Lists the customers of your outlets, newest first' })
  @ApiProblems(400, 401, 403, 404)
  async listCustomers(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id: outletId, q, limit, offset }: CustomersQuery,
  ): Promise<CustomersPage> {
    const page = await this.views.list({ actor, outletId, q, page: { limit, offset } });
    return { ...page, data: page.data.map((customer) => CustomerResponse.from(customer)) };
  }

  @Post()
  @Idempotent()
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER')
  @ApiOperation({ summary: 'Writes a customer down, without a login' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async createCustomer(
    @CurrentUser() actor: UserActor,
    @Headers('accept-language') language: string | undefined,
    @Body() { outlet_id: outletId, name, email, phone, cpf, cnpj, state_registration, locale }: CreateCustomerRequest,
  ): Promise<CustomerResponse> {
    const customer = {
      name: name ?? null,
      email: email ?? null,
      phone: phone ?? null,
      cpf: cpfDigits(cpf ?? null),
      cnpj: checkedCnpj(cnpj ?? null),
      stateRegistration: state_registration ?? null,
      locale: locale ?? languageOf(language),
    };
    return CustomerResponse.from(await this.create.execute({ actor, outletId, customer }));
  }

  @Get(':id')
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER')
  @ApiOperation({ summary: 'Shows a customer' })
  @ApiProblems(400, 401, 403, 404)
  async getCustomer(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) customerId: string,
  ): Promise<CustomerResponse> {
    return CustomerResponse.from(await this.customers.get(outletScope(actor), customerId));
  }

  @Patch(':id')
  @ApiIfMatch()
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR')
  @ApiOperation({ summary: 'Changes what is known of a customer who has no login' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async updateCustomer(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) customerId: string,
    @IfMatch() ifMatch: number | undefined,
    @Body() { version = ifMatch, cpf, cnpj, state_registration: stateRegistration, ...changes }: UpdateCustomerRequest,
  ): Promise<CustomerResponse> {
    const all = { ...changes, cpf: cpfDigits(cpf), cnpj: checkedCnpj(cnpj), stateRegistration };
    return CustomerResponse.from(await this.update.execute({ actor, customerId, changes: all, version }));
  }

  @Put(':id')
  @ApiIfMatch()
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR')
  @ApiOperation({ summary: 'Sets all that is known of a customer who has no login' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async replaceCustomer(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) customerId: string,
    @IfMatch() ifMatch: number | undefined,
    @Body() { version = ifMatch, cpf, cnpj, state_registration: stateRegistration, ...fields }: ReplaceCustomerRequest,
  ): Promise<CustomerResponse> {
    const changes = { ...fields, cpf: cpfDigits(cpf), cnpj: checkedCnpj(cnpj), stateRegistration };
    return CustomerResponse.from(await this.replace.execute({ actor, customerId, changes, version }));
  }

  @Delete(':id')
  @ApiIfMatch()
  @HttpCode(204)
  @Allow('ADMIN', 'SUPERVISOR')
  @ApiOperation({ summary: 'Closes a customer (ADMIN), or takes them off the books of your outlets' })
  @ApiProblems(400, 401, 403, 404, 409)
  async deleteCustomer(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) customerId: string,
    @Query() { erase = false }: DeleteCustomerQuery,
    @IfMatch() version?: number,
  ): Promise<void> {
    await this.remove.execute({ actor, customerId, erase, version });
  }
}
