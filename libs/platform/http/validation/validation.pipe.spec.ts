import { describe, expect, it } from '@jest/globals';
import type { ArgumentMetadata } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMinSize, IsArray, IsInt, IsOptional, ValidateNested } from 'class-validator';

import type { DomainError } from '#libs/kernel';

import { RequestValidationPipe } from './validation.pipe.js';

class Line {
  @IsInt()
  quantity!: number;
}

class Basket {
  @IsArray()
  @ArrayMinSize(1)
  @ValidateNested({ each: true })
  @Type(() => Line)
  items!: Line[];

  @IsOptional()
  @IsInt()
  table?: number | null;
}

const metadata: ArgumentMetadata = { type: 'body', metatype: Basket };

describe.each([
  { how: 'with the fast path', fastPath: true },
  { how: 'without it', fastPath: false },
])('the validation of a body, $how', ({ fastPath }) => {
  const check = async (body: unknown): Promise<unknown> =>
    new RequestValidationPipe(fastPath).transform(body, metadata);
  const pointersOf = (body: unknown) =>
    check(body).then(
      () => 'accepted',
      (error: DomainError) => error.faults.map(({ pointer }) => pointer),
    );

  it('makes an instance of the class', async () => {
    const made = await check({ items: [{ quantity: 2 }] });

    expect(made).toBeInstanceOf(Basket);
    expect(made).toEqual({ items: [{ quantity: 2 }] });
  });

  it.each([
    ['an empty list', { items: [[]] }],
    ['a list of good objects', { items: [[{ quantity: 2 }]] }],
    ['a list of a list', { items: [[[]]] }],
  ])('refuses %s where an object of a list should be, by its place', async (_, body) => {
    expect(await pointersOf(body)).toEqual(['/items/0']);
  });

  it('names every such place, beside every other fault', async () => {
    const body = { items: [{ quantity: 2 }, [], { quantity: 'x' }, [{ quantity: 1 }]], table: 'x' };

    expect(await pointersOf(body)).toEqual(['/items/1', '/items/2/quantity', '/items/3', '/table']);
  });
});
