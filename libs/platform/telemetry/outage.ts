import type { Logger } from './logger.js';

/** Something that a loop needs and that may be away: one line when it goes, one when it is back, however often the loop tries meanwhile. */
export class Outage {
  private isOn = false;

  constructor(
    private readonly logger: Logger,
    private readonly begins: string,
    private readonly ends: string,
  ) {}

  met(error: unknown): void {
    if (!this.isOn) this.logger.warn(this.begins, { error });
    this.isOn = true;
  }

  over(): void {
    if (this.isOn) this.logger.info(this.ends);
    this.isOn = false;
  }
}
