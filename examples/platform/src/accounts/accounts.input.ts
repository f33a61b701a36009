import { IsEmail, IsString, Length, Matches } from 'class-validator';

/** The closed list of what an account is made of; any other field is refused. */
export class SignUp {
  @IsString()
  @Length(1, 200)
  name = '';

  @IsEmail()
  email = '';

  @IsString()
  @Length(12, 200)
  password = '';
}

export class SignIn {
  @IsEmail()
  email = '';

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
