import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsInt,
  IsNumber,
  IsString,
  Length,
  Min,
  ValidateNested,
} from 'class-validator';

export class MetricPoint {
  @IsString()
  @Length(1, 100)
  name = '';

  @IsInt()
  @Min(0)
  step = -1;

  @IsNumber()
  value = Number.NaN;
}

export class MetricPoints {
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => MetricPoint)
  points: MetricPoint[] = [];
}
