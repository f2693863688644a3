import type { FiscalDocument, FiscalDocuments } from '../../fiscal/documents.js';
import { cancellationXml, danfePdf, invoiceXml } from '../../fiscal/papers.js';
import type { Model } from '../../fiscal/sale.js';
import { type Answer, type Call, type Handler, json, jsonObject } from '../../framework/http.js';
import type { Premises, Routes, Settings } from '../../framework/provider.js';
import type { Cancellations } from './cancellations.js';
import { refused } from './refused.js';
import { readSale, textOf } from './sale-request.js';
import { viewOf } from './view.js';

const FILTER = /dataCriacao (ge|le) '([^']+)'/g;

/** `/v2/empresas/{empresaId}/nf-e` and `/nfc-e`: invoices by the caller's own id. */
export class NoteRoutes {
  constructor(
    private readonly documents: FiscalDocuments,
    private readonly cancellations: Cancellations,
    private readonly settings: Settings,
    private readonly premises: Premises,
    private readonly nfeIdOf: (document: FiscalDocument) => string,
  ) {}

  addTo(to: Routes, guard: (handler: Handler) => Handler): void {
    for (const [model, kind, suffix] of [
      [55, 'nf-e', ''],
      [65, 'nfc-e', '-nfce'],
    ] as const) {
      const path = `/v2/empresas/:company/${kind}`;
      const own = (handler: Handler): Handler => guard((call) => this.ofCompany(call, handler));
      const one = (answer: (document: FiscalDocument) => Answer) => own((call) => answer(this.of(call, model)));
      to.post(
        path,
        `create${suffix}`,
        own((call) => this.create(call, model)),
      );
      to.get(
        path,
        `list${suffix}`,
        own((call) => this.list(call, model)),
      );
      to.post(
        `${path}/inutilizacao`,
        `void${suffix}`,
        own((call) => this.void(call, model)),
      );
      to.get(
        `${path}/:id`,
        `fetch${suffix}`,
        one((document) => this.fetch(document)),
      );
      to.delete(
        `${path}/:id`,
        `cancel${suffix}`,
        one((document) => this.cancel(document)),
      );
      to.get(
        `${path}/:id/xml`,
        `xml${suffix}`,
        one((document) => xmlOf(document)),
      );
      to.get(
        `${path}/:id/pdf`,
        `pdf${suffix}`,
        one((document) => pdfOf(document)),
      );
      to.get(
        `${path}/:id/xmlCancelamento`,
        `xml-cancel${suffix}`,
        one((document) => cancelXmlOf(document)),
      );
    }
    to.get('/arquivos/:file', 'file', (call) => this.file(call));
  }

  /** Its id can be used again only after a rejection, in whatever environment. */
  private create(call: Call, model: Model): Answer {
    const body = jsonObject(call.body);
    if (!body) throw refused(400, 'GR002', 'O corpo da requisição não é um JSON válido');
    const id = textOf(body['id']);
    if (id === '') throw refused(400, 'GR001', 'O campo id é obrigatório');
    const earlier = this.documents.find(model, id);
    if (earlier?.state === 'processing')
      throw refused(400, 'NFE002', 'A nota está em processamento e não pode ser alterada');
    if (earlier && earlier.state !== 'rejected') throw refused(400, 'NFE001', 'Já existe uma nota com este id');
    const sale = readSale(body, model, this.settings, Date.now());
    const document = this.documents.submit(call.operation, id, sale, body, false);
    return json(200, { nfeId: this.nfeIdOf(document) });
  }

  private fetch(document: FiscalDocument): Answer {
    this.documents.poll(document);
    this.cancellations.poll(document);
    return json(200, this.view(document));
  }

  /** Taken in here; the tax authority decides it later. */
  private cancel(document: FiscalDocument): Answer {
    if (document.state !== 'authorised' || this.cancellations.isWaiting(document)) {
      throw refused(400, 'NFE003', 'A nota não está autorizada e não pode ser cancelada');
    }
    this.cancellations.ask(document);
    return json(200, { nfeId: this.nfeIdOf(document) });
  }

  private list({ query }: Call, model: Model): Answer {
    const [page, size] = [Number(query.get('pageNumber') ?? 0), Number(query.get('pageSize') ?? 50)];
    const limits = [...(query.get('filter') ?? '').matchAll(FILTER)];
    const found = this.documents
      .all()
      .filter((one) => one.model === model)
      .filter(({ createdAt }) =>
        limits.every(([, way, date = '']) =>
          way === 'ge' ? createdAt >= Date.parse(date) : createdAt <= Date.parse(date),
        ),
      );
    const shown = found.slice(page * size, (page + 1) * size);
    return json(200, { totalRecords: found.length, data: shown.map((one) => this.view(one)) });
  }

  private void({ body }: Call, model: Model): Answer {
    const { serie, numeroInicial, numeroFinal, justificativa } = jsonObject(body) ?? {};
    const [from, to] = [Number(numeroInicial), Number(numeroFinal)];
    const isRange =
      Number.isSafeInteger(from) && Number.isSafeInteger(to) && from > 0 && to >= from && to - from < 1000;
    if (!isRange || textOf(justificativa).length < 15) throw refused(400, 'GR001', 'Faixa ou justificativa inválida');
    const { code, message } = this.documents.void(model, Number(serie), from, to);
    if (code !== '102') throw refused(400, `SEFAZ${code}`, message);
    return json(200, { status: 'Inutilizada', motivoStatus: `${code} ${message}` });
  }

  /** What the links of a note lead to. */
  private file({ params }: Call): Answer {
    const [, key, type] = /^(\d{44})\.(pdf|xml)$/.exec(params['file'] ?? '') ?? [];
    const document = this.documents.all().find((one) => one.key === key);
    if (!document) throw refused(404, 'GR404', 'Arquivo não encontrado');
    return type === 'pdf' ? pdfOf(document) : xmlOf(document);
  }

  private ofCompany(call: Call, handler: Handler): Answer {
    if (call.params['company'] !== this.settings['companyId']) throw refused(404, 'GR404', 'Empresa não encontrada');
    return handler(call);
  }

  private of({ params }: Call, model: Model): FiscalDocument {
    const document = this.documents.find(model, params['id'] ?? '');
    if (!document) throw refused(404, 'GR404', 'Nota não encontrada');
    return document;
  }

  private view(document: FiscalDocument) {
    return viewOf(document, this.cancellations, this.premises.url());
  }
}

const sent = (type: string, body: string | Buffer): Answer => ({
  status: 200,
  headers: { 'content-type': type },
  body,
});

function xmlOf(document: FiscalDocument): Answer {
  if (document.authorisedAt === undefined) throw refused(400, 'NFE004', 'A nota não foi autorizada');
  return sent('application/xml', invoiceXml(document));
}

function pdfOf(document: FiscalDocument): Answer {
  if (document.authorisedAt === undefined) throw refused(400, 'NFE004', 'A nota não foi autorizada');
  return sent('application/pdf', danfePdf(document));
}

function cancelXmlOf(document: FiscalDocument): Answer {
  if (!document.cancellation) throw refused(400, 'NFE005', 'A nota não foi cancelada');
  return sent('application/xml', cancellationXml(document));
}
