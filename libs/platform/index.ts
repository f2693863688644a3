export { type AccessClaims, AccessTokens } from './auth/access-token.js';
export { Allow, type Authenticated, CurrentActor, CurrentUser, OptionalActor, Public } from './auth/access.js';
export {
  type AccountSession,
  AccountSessions,
  Authenticator,
  DEVICE_TOKEN_PREFIX,
  type DeviceSession,
  DeviceSessions,
  GUEST_TOKEN_PREFIX,
  GuestSessions,
  isOpaque,
} from './auth/authenticator.js';
export { Passwords } from './auth/passwords.js';
export { CsvDelimiterField } from './csv/csv-field.js';
export { CSV_MEDIA_TYPES } from './csv/csv-media-types.js';
export { columnsOf } from './database/columns.js';
export { BatchedReads } from './database/batched-reads.js';
export { idsOfPeriod, inPeriod, inScope, narrowed, scopeName, Values, whereAll } from './database/conditions.js';
export type { Reads } from './database/history-reads.js';
export { newestBy, newestFirst, type SortColumn } from './database/newest-first.js';
export { takenOnce } from './database/distribution.js';
export { createDataSource } from './database/data-source.js';
export { asUnavailable, refusalIn, violates } from './database/database-errors.js';
export { Database } from './database/database.js';
export { deleteInBatches } from './database/delete-in-batches.js';
export { insertRows } from './database/insert-rows.js';
export { awaitAll } from './database/pipeline/await-all.js';
export type { Statement } from './database/statement.js';
export type { PdfDefinition } from './documents/pdf-definition.js';
export { PdfRenderer } from './documents/pdf-renderer.js';
export { isInPdf } from './documents/pdf-scripts.js';
export { envOrExit } from './env/env-or-exit.js';
export { ENV } from './env/env.module.js';
export { type Env, EnvError, readEnv } from './env/env.js';
export { asyncApiDocument, describeEvents } from './events/asyncapi.js';
export { sealableColumns } from './events/audit-rows.js';
export { CommittedEvents } from './events/committed-events.js';
export { type EventListener, HearsEvents } from './events/event-listeners.js';
export { NO_OUTLET } from './events/no-outlet.js';
export { EVENT_COLUMNS, type EventRow, EventTail, toLoggedEvent } from './events/event-tail.js';
export { auditStatement } from './events/sql-audit-log.js';
export { eventsJson, insertEvents, SqlEventLog, toEventRow } from './events/sql-event-log.js';
export { WITHOUT_PERSONAL_TEXT } from './events/personal-text.js';
export { EventLogFollowers } from './history/event-log-followers.js';
export { HistoryArchive } from './history/history-archive.js';
export { TakesBody, unreadBody } from './http/bodies/body-parsers.js';
export { configureHttp } from './http/configure-http.js';
export { Direct } from './http/direct.js';
export { PackedBytes } from './http/encodings/packed-bytes.js';
export { sendPacked } from './http/encodings/send-packed.js';
export { ExpressHttpAdapter } from './http/adapter/express-http-adapter.js';
export { HttpModule } from './http/http.module.js';
export { fingerprint, Idempotent, IdOfKey, KeptAnswer } from './http/idempotency/idempotency.js';
export { CursorPageQuery, CursorPageResponse, PageQuery, PageResponse } from './http/lists/page.dto.js';
export { CursorPeriodQuery, periodOf } from './http/lists/period.js';
export { ApiCredential } from './http/openapi/access.js';
export { ApiProblems } from './http/openapi/api-problems.js';
export { DEMO_COFFEE_ID } from './http/openapi/examples.js';
export { ApiEtag, ApiMayBeOld } from './http/openapi/headers.js';
export { openApiDocument } from './http/openapi/openapi.js';
export { ProbeServer } from './http/probes/probe-server.js';
export { ProbesModule } from './http/probes/probes.module.js';
export { Readiness } from './http/probes/readiness.js';
export { languageOf, preferredLanguage } from './http/problems/language.js';
export { ProblemFilter } from './http/problems/problem.filter.js';
export { servedElsewhere, servesSockets } from './http/roles/refuse-other-roles.js';
export {
  CepText,
  Code,
  FlagOfQuery,
  FreeText,
  IfGiven,
  IsCep,
  IsId,
  LoginName,
  PhoneText,
  Trimmed,
} from './http/validation/field-rules.js';
export { Optional } from './http/validation/optional.js';
export {
  checkedCnpj,
  cpfDigits,
  IsCnpjText,
  IsCpfText,
  IsEmailAddress,
  IsPersonName,
  IsPhone,
  IsStateRegistration,
  TextLength,
} from './http/validation/person-fields.js';
export { postalCodeOf } from './http/validation/postal-code.js';
export { RequestValidationPipe, UuidPipe } from './http/validation/validation.pipe.js';
export { isAllVersioned, namesTag, versionTag } from './http/versions/entity-tag.js';
export { ApiIfMatch, ExpectedVersion, IfMatch, ifMatchOf, VersionedRequest } from './http/versions/if-match.js';
export { EventReactions } from './jobs/event-reactions.js';
export { HandlesJob, type Job, type JobHandler } from './jobs/job-handler.js';
export { JOB_COLUMNS, type JobRow, toQueuedJob } from './jobs/job-rows.js';
export { JobRunner } from './jobs/job-runner.js';
export { JOBS_OPTIONS, type JobsOptions } from './jobs/jobs-options.js';
export { JobWaker } from './jobs/job-waker.js';
export { insertJob } from './jobs/sql-job-queue.js';
export { NeededPermissions } from './permissions/needed-permissions.js';
export { MayNeed, Needs } from './permissions/needs.js';
export { OutletPlaces } from './permissions/outlet-places.js';
export { requestHash } from './permissions/request-hash.js';
export { PlatformModule } from './platform.module.js';
export { drainOnSignal, exitUnstarted } from './process.js';
export { type RedisClient, RedisConnections } from './redis/redis-connections.js';
export { WakeBus } from './redis/wake-bus.js';
export { FairQueue } from './resilience/fair-queue.js';
export { NoRateLimit, RateLimit } from './resilience/rate-limit.js';
export { RateLimitStorage } from './resilience/rate-limit.storage.js';
export { ChecksSecret } from './resilience/secret-limit.js';
export { Heartbeats } from './telemetry/heartbeats.js';
export { Logger } from './telemetry/logger.js';
export { Metrics } from './telemetry/metrics.js';
export { type Cause, currentCause, currentRequest, withRequest } from './telemetry/request-context.js';
