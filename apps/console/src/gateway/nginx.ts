import { SERVICE_ROLES, type ServiceRole } from '../../../../libs/platform/http/roles/service-roles.js';
import { FOR_THE_REST, type Gateway, GATEWAY_RULES, type GatewayRule } from './gateway.js';
import {
  GATEWAY_STATUSES,
  type GatewayStatus,
  LARGEST_BODY_MB,
  OTHER_LANGUAGES,
  problemOf,
  sentencesOf,
} from './gateway-problems.js';

/** A whole nginx.conf, for nginx 1.18 or newer. */
export const nginxConfiguration = ({
  listen,
  servers,
  trusted,
}: Gateway): string => `# Made by: npm run console -- gateway-config --for nginx
worker_processes auto;
events { worker_connections 4096; }

http {
  access_log off;
  server_tokens off;
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  # The client's own id of a request, if it is sane.
  map $http_x_request_id $id_of_request { default $request_id; '~^[\\w.:+/=@-]{1,128}$' $http_x_request_id; }
${GATEWAY_STATUSES.map(sentences).join('\n')}

  # nginx asks nobody for /ready: it finds out by a connection that is refused, and passes the process over for a while.
${SERVICE_ROLES.map((role) => upstream(role, servers[role])).join('\n')}

  server {
    listen ${listen};
    client_max_body_size ${LARGEST_BODY_MB}m;
    client_body_timeout 15s;
${trusted.map((range) => `    set_real_ip_from ${range};\n`).join('')}${trusted.length > 0 ? '    real_ip_header X-Forwarded-For;\n    real_ip_recursive on;\n' : ''}
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto ${trusted.length > 0 ? '$proto' : '$scheme'};
    proxy_set_header X-Forwarded-Host $http_host;
    proxy_set_header X-Request-ID $id_of_request;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
    proxy_connect_timeout 2s;
    proxy_read_timeout 60s;
    # What was sent may have been done: only a process that was not reached is passed over.
    proxy_next_upstream error;

    error_page 413 = @too_large;
    location @too_large { ${answer(413, '')} }
    # Each process has its own figures: Prometheus asks them one by one.
    location = /metrics { return 404; }
${GATEWAY_RULES.map(location).join('\n')}
    location / { ${proxyTo(FOR_THE_REST)} }

${SERVICE_ROLES.map(problems).join('\n')}
  }
${trusted.length > 0 ? "  map $http_x_forwarded_proto $proto { default $scheme; 'https' https; }\n" : ''}}`;

const upstream = (role: ServiceRole, addresses: readonly string[]): string =>
  [
    `  upstream comanda_${role} {`,
    // Socket.IO begins with several requests, which have to reach one process.
    ...(role === 'realtime' ? ['    hash $remote_addr consistent;'] : []),
    ...addresses.map((address) => `    server ${address} max_fails=1 fail_timeout=2s;`),
    '  }',
  ].join('\n');

const location = ({ role, paths }: GatewayRule): string => {
  const names = paths.map((path) => path.slice(1).replaceAll('.', '\\.')).join('|');
  return `    location ~* ^/(?:${names})(?:/|$) { ${role === 'realtime' ? 'proxy_read_timeout 1h; ' : ''}${proxyTo(role)} }`;
};

const proxyTo = (role: ServiceRole): string =>
  `proxy_pass http://comanda_${role}; error_page 413 = @too_large; error_page 502 = @away_${role}; error_page 504 = @slow_${role};`;

const problems = (role: ServiceRole): string =>
  `    location @away_${role} { ${answer(502, role)} }\n    location @slow_${role} { ${answer(504, role)} }`;

/** Sets the sentences of a status by the language that a client prefers. */
const sentences = (status: GatewayStatus): string =>
  (['title', 'before', 'after'] as const)
    .map((name, i) => {
      const others = OTHER_LANGUAGES.map(
        ({ begins, language }) => `'~${begins}' '${sentencesOf(status, language)[i]}';`,
      );
      return `  map $http_accept_language $${name}_${status} { default '${sentencesOf(status, 'en')[i]}'; ${others.join(' ')} }`;
    })
    .join('\n');

const answer = (status: GatewayStatus, role: string): string =>
  [
    'default_type application/problem+json;',
    'add_header X-Request-ID $id_of_request always;',
    'add_header Cache-Control no-store always;',
    ...(status === 413 ? [] : ['add_header Retry-After 1 always;']),
    `return ${status} '${problemOf(status, {
      title: `$title_${status}`,
      before: `\${before_${status}}`,
      after: `\${after_${status}}`,
      role,
      requestId: '$id_of_request',
    })}';`,
  ].join(' ');
