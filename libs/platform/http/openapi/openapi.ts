import type { INestApplication, Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

import { Problem } from '../problems/problem.js';
import { describeEvents } from '../../events/asyncapi.js';
import { docsPage } from './docs-page.js';
import { type Handler, handlersOf } from './access.js';
import { finishDocument } from './finish-document.js';

const GUIDE = `
**Start here.** Call *POST /auth/login*, copy \`access_token\`, press *Authorize*, paste it. Then open a shift, place an order, take cash,
close the shift. Money is an integer in the currency's smallest unit in daily use (IDR: rupiah, BRL: centavos). Every error is a
problem document with a stable \`code\`.`;

const ABOUT = {
  contact: { name: 'Whoever runs this server' },
  license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
};

const TAGS: readonly (readonly [string, string])[] = [
  ['Auth', 'Log in, register, switch staff by PIN'],
  ['Devices', 'Tablets that work with a token of their own'],
  ['Permissions', 'Who may do what at an outlet, and approvals of single requests'],
  ['Users', 'Accounts of staff and customers'],
  ['Customers', 'Who buys, and what they bought'],
  ['Outlets', 'Branches and their rules'],
  ['Tables', 'Tables and their QR codes'],
  ['Guests', 'Sessions of guests at a table, and their menu'],
  ['Catalogue', 'Products and categories'],
  ['Inventory', 'Stock and its movements'],
  ['Kitchen', 'Tickets of the stations, and what is done to them'],
  ['Shops', 'What a shop shows to whoever comes by'],
  ['Cart', 'What a customer means to order'],
  ['Coupons', 'Codes that take something off a bill'],
  ['Orders', 'From the first line to the receipt'],
  ['Shipping', 'What parcels cost, and where they are'],
  ['Payments', 'Cash, gateways and refunds'],
  ['Webhooks', 'What gateways tell, and what came of it'],
  ['Fiscal documents', 'Brazilian invoices: NF-e and NFC-e'],
  ['Shifts', 'The drawer, X and Z reports'],
  ['Events', 'What happened, in order'],
  ['Reports', 'What was sold, and what runs low'],
  ['Audit', 'Who did what'],
  ['Notifications', 'Mails, sent and owed'],
  ['Operations', 'Is it alive, and what is owed'],
];

/**
 * The document that tills' apps are generated from: sorted, so that a change shows in review. OpenAPI 3.0, which every generator of
 * clients reads (those of Go, Java and Kotlin read 3.1 in part).
 */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Comanda')
    .setDescription(`The backend of a café, a restaurant or a shop.\n${GUIDE}`)
    .setVersion('1.0.0')
    .setOpenAPIVersion('3.0.3')
    .addServer('/', 'This server')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description: "A user's access token, a table session's token, or a device's",
    });
  builder.addApiKey(
    { type: 'apiKey', in: 'header', name: 'X-Cart-Token', description: 'The token of a cart without a login' },
    'cart',
  );
  for (const [name, description] of TAGS) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (_, method) => method,
    extraModels: [Problem],
  });
  const handlers = handlersOf(app);
  return finishDocument({ ...document, info: { ...document.info, ...ABOUT } }, handlers, typesTaken(handlers));
}

/** The classes of what handlers take. */
const typesTaken = (handlers: readonly Handler[]): Type[] =>
  handlers.flatMap(
    ({ controller, name }) =>
      (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ?? []) as Type[],
  );

/** Swagger UI at `/docs`, the document at `/docs-json` and `/docs-yaml`; the events at `/docs/events` and `/asyncapi.json`. */
export function serveOpenApi(app: NestExpressApplication): void {
  app.use(
    docsPage(
      () => openApiDocument(app),
      () => describeEvents(app),
    ),
  );
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    ui: false,
    raw: ['yaml'],
    yamlDocumentUrl: 'docs-yaml',
  });
}
