/** The keys and secrets that every sandbox starts with. They open nothing but a sandbox. */
export const SANDBOX_KEYS = {
  midtrans: {
    serverKey: 'SB-Mid-server-comanda-sandbox',
    clientKey: 'SB-Mid-client-comanda-sandbox',
    merchantId: 'G000000001',
  },
  propay: { inboundSecret: 'sandbox-go-to-propay-secret-000001', outboundSecret: 'sandbox-propay-to-go-secret-000002' },
  openpix: { appId: 'sandbox-openpix-app-id', webhookSecret: 'sandbox-openpix-webhook-secret' },
  stripe: { secretKey: 'sk_test_comandaSandbox', webhookSecret: 'whsec_comandaSandboxSigningSecret' },
  melhorenvio: { token: 'sandbox-melhorenvio-token', appSecret: 'sandbox-melhorenvio-app-secret' },
  correios: { user: 'comanda-sandbox', accessCode: 'sandbox-correios-access-code', postingCard: '0067599079' },
  focusnfe: { token: 'sandbox-focusnfe-token', hookSecret: 'sandbox-focusnfe-hook-secret' },
  enotas: {
    apiKey: 'c2FuZGJveC1lbm90YXMtYXBpLWtleQ==',
    companyId: '484FB0C5-969E-46AD-A047-8A0DB54667B4',
  },
  resend: { apiKey: 're_sandbox_comanda0001', webhookSecret: 'whsec_c2FuZGJveC1yZXNlbmQtc2lnbmluZy1zZWNyZXQ=' },
} as const;

/** The shop that the Brazilian companies know. The digits of its CNPJ are good, and it is nobody's. */
export const SANDBOX_SHOP = {
  name: 'Comanda Sandbox',
  cnpj: '11222333000181',
  cep: '01310100',
  contact: 'contato@comanda.example',
  mailFrom: 'Comanda <no-reply@comanda.example>',
} as const;
