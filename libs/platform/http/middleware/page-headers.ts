import type { Request, Response } from 'express';

/** Of answers over https alone: on the plain http of a shop's own network browsers warn of the others, and must not be told to come by https. */
const SECURE_ALONE = ['Strict-Transport-Security', 'Cross-Origin-Opener-Policy', 'Origin-Agent-Cluster'];

const policyWith = (pictures: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob: ${pictures}`,
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

const OWN_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), screen-wake-lock=(self), fullscreen=(self)',
};

/**
 * The headers of a web page, in place of those of the API, whose `upgrade-insecure-requests` would have a page on plain http fetch its scripts by https.
 * Pages run scripts and styles of this server alone; pictures of products may come from anywhere, by http too where the shop itself is on http.
 */
export function pageHeaders(frontendUrl: string): (request: Request, response: Response) => void {
  const policy = policyWith(frontendUrl.startsWith('http:') ? 'https: http:' : 'https:');
  return (request, response) => {
    response.setHeader('Content-Security-Policy', policy);
    for (const [name, value] of Object.entries(OWN_HEADERS)) response.setHeader(name, value);
    if (!request.secure) SECURE_ALONE.forEach((name) => response.removeHeader(name));
  };
}
