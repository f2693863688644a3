/** The stream of events of no outlet (`event_streams`). */
export const NO_OUTLET = '00000000-0000-0000-0000-000000000000';
