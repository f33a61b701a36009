import { Data } from '@troth/guard';
import { IsBoolean, IsEmail, IsOptional, IsString, Length } from 'class-validator';

export class Changes {
  @Data('account.name')
  @IsOptional()
  @IsString()
  @Length(1, 200)
  name?: string;

  @Data('account.email')
  @IsOptional()
  @IsEmail()
  email?: string;

  @Data('account.password')
  @IsOptional()
  @IsString()
  @Length(12, 200)
  password?: string;
}

export class ProductUpdates {
  @IsBoolean()
  wanted = false;
}
