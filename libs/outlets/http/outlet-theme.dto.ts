import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsUrl, Matches, MaxLength } from 'class-validator';

import { Code } from '#libs/platform';

/** How the guest page looks. What is left out stays as it is. */
export class OutletThemeRequest {
  /** Its one colour. Null for the page's own. */
  @ApiProperty({ type: String, nullable: true, required: false, example: '#0b6b4f' })
  @IsOptional()
  @Code()
  @Matches(/^#[0-9a-fA-F]{6}$/, { message: 'accent must be a colour such as #0b6b4f' })
  accent?: string | null;

  /** A picture at an https address. Null for none. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'https://kopi.example/logo.png' })
  @IsOptional()
  @IsUrl({ protocols: ['https'], require_protocol: true }, { message: 'logo_url must be an https URL' })
  @MaxLength(2000)
  logo_url?: string | null;
}
