import type { FiscalDocument, FiscalDocuments } from '../../fiscal/documents.js';
import { cancellationXml, danfeLines, danfePdf, invoiceXml } from '../../fiscal/papers.js';
import type { Model } from '../../fiscal/sale.js';
import { type Answer, type Call, type Handler, json, jsonObject } from '../../framework/http.js';
import { escape } from '../../framework/pages.js';
import type { Routes, Settings } from '../../framework/provider.js';
import type { Hooks } from './hooks.js';
import { refused } from './refused.js';
import { readSale } from './sale-request.js';
import { pathOf, viewOf } from './view.js';

const REFERENCE = /^[A-Za-z0-9]{1,50}$/;
const MOST_ADDRESSES = 10;

/** `/v2/nfe` and `/v2/nfce`: invoices by the caller's reference, and their files. */
export class DocumentRoutes {
  constructor(
    private readonly documents: FiscalDocuments,
    private readonly hooks: Hooks,
    private readonly settings: Settings,
  ) {}

  addTo(to: Routes, guard: (handler: Handler) => Handler): void {
    for (const [model, path, suffix] of [
      [55, '/v2/nfe', ''],
      [65, '/v2/nfce', '-nfce'],
    ] as const) {
      to.post(
        path,
        `create${suffix}`,
        guard((call) => this.create(call, model)),
      );
      to.post(
        `${path}/inutilizacao`,
        `void${suffix}`,
        guard((call) => this.void(call, model)),
      );
      to.get(
        `${path}/:ref`,
        `fetch${suffix}`,
        guard((call) => this.fetch(call, model)),
      );
      to.delete(
        `${path}/:ref`,
        `cancel${suffix}`,
        guard((call) => this.cancel(call, model)),
      );
      to.post(
        `${path}/:ref/email`,
        `email${suffix}`,
        guard((call) => this.email(call, model)),
      );
    }
    to.post(
      '/v2/nfe/:ref/hook',
      'hook-again',
      guard((call) => json(200, this.hooks.tell(this.of(call, 55)))),
    );
    to.get('/arquivos/:cnpj/:month/:folder/:file', 'file', (call) => this.file(call));
  }

  /** NFC-e is decided at once; NF-e as the company is set up. */
  private create(call: Call, model: Model): Answer {
    const ref = call.query.get('ref') ?? '';
    if (!REFERENCE.test(ref))
      throw refused(400, 'requisicao_invalida', 'O parâmetro ref é obrigatório, com letras e números');
    const body = bodyOf(call);
    this.demandFree(model, ref);
    const sale = readSale(body, model, this.settings);
    if (sale.cnpj !== this.settings['cnpj']) throw refused(403, 'permissao_negada', 'CNPJ do emitente não autorizado');
    const isSync = model === 65 || this.settings['mode'] === 'sync';
    const document = this.documents.submit(call.operation, ref, sale, body, isSync);
    return json(isSync ? 201 : 202, viewOf(document));
  }

  /** A reference can be used again only after a rejection. */
  private demandFree(model: Model, ref: string): void {
    const state = this.documents.find(model, ref)?.state;
    if (state === undefined || state === 'rejected') return;
    if (state === 'processing') throw refused(422, 'em_processamento', 'Nota fiscal em processamento');
    if (state === 'cancelled') throw refused(422, 'nfe_cancelada', 'A nota fiscal já foi cancelada');
    throw refused(422, 'nfe_autorizada', 'A nota fiscal já foi autorizada');
  }

  private fetch(call: Call, model: Model): Answer {
    const document = this.of(call, model);
    this.documents.poll(document);
    return json(200, viewOf(document, call.query.get('completa') === '1'));
  }

  private cancel(call: Call, model: Model): Answer {
    const document = this.of(call, model);
    const { justificativa } = bodyOf(call);
    const length = typeof justificativa === 'string' ? justificativa.trim().length : 0;
    if (length < 15 || length > 255) {
      throw refused(400, 'requisicao_invalida', 'A justificativa deve ter de 15 a 255 caracteres');
    }
    if (document.state === 'cancelled') throw refused(422, 'nfe_cancelada', 'A nota fiscal já foi cancelada');
    if (document.state !== 'authorised') throw refused(422, 'nfe_nao_autorizada', 'A nota fiscal não está autorizada');
    const { code, message } = this.documents.cancel(document, String(justificativa));
    const told = { status_sefaz: code, mensagem_sefaz: message };
    if (!document.cancellation) return json(200, { status: 'erro_cancelamento', ...told });
    const { protocol } = document.cancellation;
    const path = pathOf(document, 'cancelamento');
    return json(200, { status: 'cancelado', ...told, caminho_xml_cancelamento: path, numero_protocolo: protocol });
  }

  private email(call: Call, model: Model): Answer {
    const document = this.of(call, model);
    const { emails } = bodyOf(call);
    const isGood = Array.isArray(emails) && emails.length > 0 && emails.length <= MOST_ADDRESSES;
    if (!isGood) throw refused(400, 'requisicao_invalida', 'O campo emails deve ter de 1 a 10 endereços');
    if (document.state !== 'authorised') throw refused(422, 'nfe_nao_autorizada', 'A nota fiscal não está autorizada');
    return json(200, {});
  }

  private void(call: Call, model: Model): Answer {
    const { cnpj, serie, numero_inicial: first, numero_final: last, justificativa } = bodyOf(call);
    const [from, to] = [Number(first), Number(last)];
    const isGood = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from > 0 && to >= from && to - from < 1000;
    if (!isGood || typeof justificativa !== 'string' || justificativa.length < 15) {
      throw refused(400, 'requisicao_invalida', 'Faixa ou justificativa inválida');
    }
    const { code, message } = this.documents.void(model, Number(serie), from, to);
    return json(200, {
      status: code === '102' ? 'autorizado' : 'erro_autorizacao',
      status_sefaz: code,
      mensagem_sefaz: message,
      ...{ cnpj, serie, numero_inicial: first, numero_final: last },
      modelo: String(model),
      ...(code === '102' ? { protocolo_sefaz: this.documents.protocol() } : {}),
    });
  }

  /** XML of the invoice and of its cancellation; the printed form, a PDF or, of an NFC-e, HTML. Nobody is asked for a key. */
  private file({ params }: Call): Answer {
    const [, key, kind] = /^(\d{44})(-nfe\.xml|-nfce\.xml|-can\.xml|\.pdf|\.html)$/.exec(params['file'] ?? '') ?? [];
    const document = this.documents.all().find((one) => one.key === key);
    if (!document || (kind === '-can.xml' && !document.cancellation)) {
      throw refused(404, 'nao_encontrado', 'Arquivo não encontrado');
    }
    if (kind === '.pdf') return file('application/pdf', danfePdf(document));
    if (kind === '.html') return file('text/html; charset=utf-8', page(danfeLines(document)));
    return file('application/xml', kind === '-can.xml' ? cancellationXml(document) : invoiceXml(document));
  }

  private of({ params }: Call, model: Model): FiscalDocument {
    const document = this.documents.find(model, params['ref'] ?? '');
    if (!document) throw refused(404, 'nao_encontrado', 'Nota fiscal não encontrada');
    return document;
  }
}

const file = (type: string, body: string | Buffer): Answer => ({
  status: 200,
  headers: { 'content-type': type },
  body,
});

const page = (lines: readonly string[]): string =>
  `<!doctype html><html lang="pt-BR"><title>DANFE NFC-e</title>${lines.map((line) => `<p>${escape(line)}</p>`).join('')}</html>`;

export function bodyOf({ body, headers }: Call): Record<string, unknown> {
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) {
    throw refused(415, 'midia_invalida', 'O Content-Type deve ser application/json');
  }
  const object = jsonObject(body);
  if (!object) throw refused(400, 'requisicao_invalida', 'O corpo da requisição não é um JSON válido');
  return object;
}
