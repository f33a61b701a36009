import { IsBoolean, IsEmail, IsOptional, IsString, Length } from 'class-validator';

export class Changes {
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string;

  @IsOptional()
  @IsEmail()
  email?: string;

  @IsOptional()
  @IsString()
  @Length(12, 200)
  password?: string;
}

export class ProductUpdates {
  @IsBoolean()
  wanted = false;
}
