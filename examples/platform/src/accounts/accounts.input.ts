import { Data } from '@troth/guard';
import { IsEmail, IsString, Length, Matches } from 'class-validator';

/** The closed list of what an account is made of; any other field is refused. */
export class SignUp {
  @Data('account.name')
  @IsString()
  @Length(1, 200)
  name = '';

  @Data('account.email')
  @IsEmail()
  email = '';

  @Data('account.password')
  @IsString()
  @Length(12, 200)
  password = '';
}

export class SignIn {
  @Data('account.email')
  @IsEmail()
  email = '';

  @Data('account.password')
  @IsString()
  password = '';
}

/** What the provider sent the browser back with, and the secret whose hash the browser began with. */
export class ProviderAnswer {
  @IsString()
  @Length(1, 2_000)
  code = '';

  /** RFC 7636, 4.1. */
  @Matches(/^[\w.~-]{43,128}$/)
  verifier = '';
}
