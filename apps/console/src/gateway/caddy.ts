import { FOR_THE_REST, type Gateway, GATEWAY_ROUTES, problemOf } from './gateway.js';
import type { ServiceRole } from '../../../../libs/platform/http/roles/service-roles.js';

/** A whole Caddyfile, for Caddy 2.8 or newer. */
export const caddyConfiguration = ({
  listen,
  servers,
}: Gateway): string => `# Made by: npm run console -- gateway-config --for caddy
{
	auto_https disable_redirects
}

:${listen} {
	request_body {
		max_size 2MB
	}
${GATEWAY_ROUTES.map(({ path, role }) => handle(`${path} ${path}/*`, role, servers[role])).join('\n')}
${handle('/*', FOR_THE_REST, servers[FOR_THE_REST])}
	handle_errors 502 {
		header Content-Type application/problem+json
		respond \`${problemOf(502, 'this')}\` 502
	}
	handle_errors 503 {
		header Content-Type application/problem+json
		respond \`${problemOf(502, 'this')}\` 502
	}
	handle_errors 504 {
		header Content-Type application/problem+json
		respond \`${problemOf(504, 'this')}\` 504
	}
}
`;

/** Sockets stay with the process that they began with. */
function handle(paths: string, role: ServiceRole, addresses: readonly string[]): string {
  const name = `@${(paths.split(' ')[0] ?? '').replace(/[^a-z\d]+/gi, '_')}`;
  return `	${name} path ${paths}
	handle ${name} {
		reverse_proxy ${addresses.join(' ')} {
			lb_policy ${role === 'realtime' ? 'cookie comanda' : 'round_robin'}
			health_uri /ready
			health_interval 1s
			health_timeout 5s
			transport http {
				dial_timeout 2s
				response_header_timeout 60s
			}
		}
	}`;
}
