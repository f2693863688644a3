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
} as const;
