import type { Clock, UnitOfWork } from '#libs/kernel';

/** One unit of work over the catalogue, with the instant that all its rows carry. */
export class CatalogWork {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  run<T>(work: (now: Date) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(() => work(this.clock.now()));
  }
}
