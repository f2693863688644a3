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

const answer = (status: GatewayStatus, role: string): string =>
  `\`${problemOf(status, {
    title: `{title_${status}}`,
    before: `{before_${status}}`,
    after: `{after_${status}}`,
    role,
    requestId: '{http.request.header.X-Request-ID}',
  })}\` ${status}`;

const ROLE = '{http.vars.role}';

/** Sets the sentences of a status by the language that a client prefers. */
const sentences = (status: GatewayStatus): string => {
  const row = (key: string, parts: readonly string[]) => `\t\t\t${key} ${parts.map((part) => `"${part}"`).join(' ')}`;
  return [
    `\t\tmap {http.request.header.Accept-Language} {title_${status}} {before_${status}} {after_${status}} {`,
    ...OTHER_LANGUAGES.map(({ begins, language }) => row(`~${begins}`, sentencesOf(status, language))),
    row('default', sentencesOf(status, 'en')),
    '\t\t}',
  ].join('\n');
};

/** A whole Caddyfile, for Caddy 2.6 or newer. */
export const caddyConfiguration = (
  gateway: Gateway,
): string => `# Made by: npm run console -- gateway-config --for caddy
{
	auto_https off
}

# A process that is not ready is passed over; a request that did not reach it waits until that is known, and is sent to another.
# Failures of requests are not counted: clients can cause them.
(service) {
	lb_try_duration 2s
	lb_try_interval 100ms
	health_uri /ready
	health_interval 1s
	health_timeout 5s
${trustOf(gateway)}	transport http {
		dial_timeout 2s
		response_header_timeout 60s
		keepalive off
	}
}
${SERVICE_ROLES.map((role) => proxyTo(role, gateway)).join('\n')}

:${gateway.listen} {
	# The client's own id of a request, if it is sane.
	@nameless not header_regexp X-Request-ID ^[\\w.:+/=@-]{1,128}$
	request_header @nameless X-Request-ID {http.request.uuid}
	request_body {
		max_size ${LARGEST_BODY_MB * 1024 * 1024}
	}
	route {
		# Each process has its own figures: Prometheus asks them one by one.
		respond /metrics 404
${GATEWAY_RULES.map(rule).join('\n')}
		import to_${FOR_THE_REST}
	}
	handle_errors {
${GATEWAY_STATUSES.map(sentences).join('\n')}
		header {
			Content-Type application/problem+json
			Cache-Control no-store
			X-Request-ID {http.request.header.X-Request-ID}
		}
		@too_large expression {err.status_code} == 413 || {err.message}.contains("request body too large")
		@too_slow expression {err.status_code} == 504
		route {
			respond @too_large ${answer(413, '')}
			header Retry-After 1
			respond @too_slow ${answer(504, ROLE)}
			respond ${answer(502, ROLE)}
		}
	}
}`;

const trustOf = ({ trusted }: Gateway): string =>
  trusted.length > 0 ? `\ttrusted_proxies ${trusted.join(' ')}\n` : '';

const rule = ({ role, paths }: GatewayRule, i: number): string =>
  `		@rule${i} path ${paths.flatMap((path) => [path, `${path}/*`]).join(' ')}
		handle @rule${i} {
			import to_${role}
		}`;

/** Socket.IO begins with several requests, which have to reach one process: all of an address go to one. */
const proxyTo = (role: ServiceRole, { servers }: Gateway): string =>
  `(to_${role}) {
	vars role ${role}
	reverse_proxy ${servers[role].join(' ')} {
		lb_policy ${role === 'realtime' ? 'ip_hash' : 'round_robin'}
		import service
	}
}`;
