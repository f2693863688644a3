import { SERVICE_ROLES, type ServiceRole } from '../../../../libs/platform/http/roles/service-roles.js';
import { FOR_THE_REST, type Gateway, GATEWAY_ROUTES, problemOf } from './gateway.js';

/** A whole nginx.conf, for nginx 1.22 or newer. */
export const nginxConfiguration = ({
  listen,
  servers,
}: Gateway): string => `# Made by: npm run console -- gateway-config --for nginx
worker_processes auto;
events { worker_connections 4096; }

http {
  access_log off;
  server_tokens off;
  # A café's phones are one address: each process has limits of its own, which know who asks.
  limit_req_zone $binary_remote_addr zone=address:10m rate=200r/s;
  limit_req_status 429;
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }

${SERVICE_ROLES.map((role) => upstream(role, servers[role])).join('\n')}

  server {
    listen ${listen};
    client_max_body_size 2m;
    client_body_timeout 15s;
    keepalive_timeout 75s;
    limit_req zone=address burst=400 nodelay;

    proxy_http_version 1.1;
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
    proxy_connect_timeout 2s;
    proxy_read_timeout 60s;
    # What was sent may have been done: only a process that was not reached is passed over.
    proxy_next_upstream error;
    proxy_intercept_errors off;

${GATEWAY_ROUTES.map(location).join('\n')}
    location / { proxy_pass http://comanda_${FOR_THE_REST}; error_page 502 = @away_${FOR_THE_REST}; error_page 504 = @silent_${FOR_THE_REST}; }

${SERVICE_ROLES.map(problems).join('\n')}
  }
}
`;

/** Sockets stay with the process that they began with. */
const upstream = (role: ServiceRole, addresses: readonly string[]): string =>
  [
    `  upstream comanda_${role} {`,
    ...(role === 'realtime' ? ['    hash $remote_addr$http_authorization consistent;'] : []),
    ...addresses.map((address) => `    server ${address} max_fails=2 fail_timeout=2s;`),
    '    keepalive 32;',
    '  }',
  ].join('\n');

const location = ({ path, role }: (typeof GATEWAY_ROUTES)[number]): string =>
  `    location ~ ^${path.replaceAll('.', '\\.')}(/|$) { proxy_pass http://comanda_${role}; ${role === 'realtime' ? 'proxy_read_timeout 1h; ' : ''}error_page 502 = @away_${role}; error_page 504 = @silent_${role}; }`;

const problems = (role: ServiceRole): string =>
  `    location @away_${role} { default_type application/problem+json; add_header X-Request-ID $request_id always; return 502 '${problemOf(502, role)}'; }
    location @silent_${role} { default_type application/problem+json; add_header X-Request-ID $request_id always; return 504 '${problemOf(504, role)}'; }`;
