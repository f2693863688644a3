/** A step of the story that did not go as it should. `problem` is what the API answered. */
export class StepFailed extends Error {
  constructor(
    message: string,
    readonly problem?: unknown,
  ) {
    super(message);
    this.name = 'StepFailed';
  }
}

/** Tells the day: chapters, who does what, and a ✓ for everything that was checked. */
export class Narrator {
  /** Where the story is, for whoever has to say where it stopped. */
  current = 'before the first chapter';
  checks = 0;
  private chapters = 0;

  constructor(private readonly write: (line: string) => void) {}

  chapter(title: string): void {
    this.chapters += 1;
    this.current = `chapter ${this.chapters}, ${title}`;
    this.write('');
    this.write(`${this.chapters}. ${title}`);
  }

  tell(line: string): void {
    this.write(`   ${line}`);
  }

  /** A claim that must hold. Throws {@link StepFailed} with what was seen instead. */
  check(claim: string, holds: boolean, seen?: unknown): void {
    if (!holds) throw new StepFailed(`not so: ${claim}`, seen);
    this.checks += 1;
    this.write(`   ✓ ${claim}`);
  }

  /** {@link check} of two figures or texts that must be the same. */
  same(claim: string, actual: unknown, expected: unknown): void {
    const [seen, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
    this.check(claim, seen === wanted, { expected, actual });
  }
}
