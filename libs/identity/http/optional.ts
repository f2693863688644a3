import { ValidateIf } from 'class-validator';

/** May be left out, but not be null; `IsOptional` lets null pass too. */
export const MayBeAbsent = () => ValidateIf((_, value) => value !== undefined);
